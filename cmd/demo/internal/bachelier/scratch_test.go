package bachelier
import ("testing";"context";"fmt";"example.com/sobolev/cmd/demo/internal/progress";"os")
func TestScratch(t *testing.T){
 g:=progress.New(os.Stderr,true,"",1)
 for _,n:=range []int{4096,8192,16384}{ for _,m:=range methods { for s:=1;s<=3;s++{
  r,err:=job{7,n,m,s,100}.run(context.Background(),g.Start("",1))
  if err!=nil{t.Fatal(err)}
  fmt.Printf("%d %s %d value %.3f delta %.3f first %.3f %.2fs\n",n,m.name,s,100*r.Value,100*r.Delta,100*r.FirstDelta,r.Seconds)
 }}}
}
