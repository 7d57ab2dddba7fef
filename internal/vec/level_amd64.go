//go:build !purego

package vec

//go:generate ./gen/generate.sh

// cpuid executes the CPUID instruction with the given leaf and subleaf in EAX and ECX.
func cpuid(leaf, subleaf uint32) (eax, ebx, ecx, edx uint32)

// xgetbv0 returns the low half of extended control register 0: the register states that the operating system saves.
func xgetbv0() uint32

// detect asks the processor for the instructions used and the operating system for the registers they need
// (Intel SDM volume 1, sections 14.3, 15.2).
func detect() []Level {
	const (
		fma, osxsave, avx                            = 1 << 12, 1 << 27, 1 << 28 // leaf 1, ECX
		avx2, bmi2                                   = 1 << 5, 1 << 8            // leaf 7, EBX
		avx512f, avx512dq, avx512bw, avx512vl        = 1 << 16, 1 << 17, 1 << 30, 1 << 31
		ymmState, zmmState                    uint32 = 1<<1 | 1<<2, 1<<5 | 1<<6 | 1<<7
	)
	maxLeaf, _, _, _ := cpuid(0, 0)
	if maxLeaf < 7 {
		return []Level{Portable}
	}
	_, _, c1, _ := cpuid(1, 0)
	if c1&osxsave == 0 || c1&avx == 0 || c1&fma == 0 {
		return []Level{Portable}
	}
	saved := xgetbv0()
	_, b7, _, _ := cpuid(7, 0)
	if saved&ymmState != ymmState || b7&avx2 == 0 {
		return []Level{Portable}
	}
	const need = bmi2 | avx512f | avx512dq | avx512bw | avx512vl
	if saved&zmmState != zmmState || b7&need != need {
		return []Level{Portable, AVX2}
	}
	return []Level{Portable, AVX2, AVX512}
}
