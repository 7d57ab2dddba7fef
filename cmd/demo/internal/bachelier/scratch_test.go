package bachelier
import ("testing";"context";"fmt";"math";"example.com/sobolev/train";"example.com/sobolev/cmd/demo/internal/report")
func TestScratch(t *testing.T){
 n:=4096
 for _,cfg:=range []struct{name string; peak float64; sch train.Schedule; avg float64}{{"pub",1,rate,0},{"pub/5",.2,rate,0},{"pub/10",.1,rate,0},{"cos.01",.01,train.Cosine,0},{"cos.003",.003,train.Cosine,0}} {
 for _,mt:=range methods { var vs,ds []float64; for s:=1;s<=6;s++{
  j:=job{7,n,mt,s,100}
	m := newMarket(j.d, j.stream("market"))
	data, _ := m.sample(j.paths, j.stream("paths"))
	test, _ := m.truth(j.stream("held out"))
	net,_ := network(j.d, j.stream("weights"))
	units := train.Standardize(data)
	_,err:=train.Fit(context.Background(),net,units.Apply(data),train.Options{Loss:mt.loss(7),Optimizer: train.Adam(cfg.peak),Schedule:cfg.sch,Epochs:100,BatchSize:256,Workers:1,Average:cfg.avg})
	if err!=nil{t.Fatal(err)}
	units.Fold(net)
  r:=&result{row:row{D:j.d}}
	r.judge(net,test)
	vs=append(vs,100*r.Value); ds=append(ds,100*r.Delta)
 }
  fmt.Printf("%s %d %s value %v delta %v\n",cfg.name,n,mt.name,report.Summarize(vs),report.Summarize(ds))
 _=math.Pi
 }}
}
