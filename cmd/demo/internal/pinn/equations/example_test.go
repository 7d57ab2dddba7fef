package equations_test

import (
	"context"
	"fmt"

	"example.com/sobolev/cmd/demo/internal/pinn/equations"
)

// A smaller network and fewer steps than the problem's own settings solve it to a few digits in a moment.
func ExampleSolve() {
	solution, err := equations.Solve(context.Background(), equations.Oscillator(1.5, 8), equations.Settings{
		Hidden: []int{20, 20}, Points: 60, Adam: 200, LBFGS: 600,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("relative error below 1%:", solution.Error < 0.01)
	fmt.Println(solution.Parts)
	// Output:
	// relative error below 1%: true
	// [equation position velocity]
}

func ExampleByName() {
	p, err := equations.ByName("burgers")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.Equation)
	fmt.Printf("u(0.5, 0.5) = %.6f\n", p.Values([]float64{0.5, 0.5})[0])
	// Output:
	// u_t + u u_x = ν u_xx
	// u(0.5, 0.5) = -0.592770
}

func ExampleAll() {
	for _, p := range equations.All() {
		fmt.Printf("%-10s %s\n", p.Name, p.Equation)
	}
	// Output:
	// poisson2   −Δu = 2π² Σ sin πx₂ₖ₋₁ sin πx₂ₖ
	// poisson10  −Δu = 2π² Σ sin πx₂ₖ₋₁ sin πx₂ₖ
	// heat       u_t = α u_xx
	// wave       u_tt = c² u_xx
	// helmholtz  −Δu − k²u = k² sin kx sin ky
	// burgers    u_t + u u_x = ν u_xx
	// oscillator u″ + 2δ u′ + ω² u = 0
}
