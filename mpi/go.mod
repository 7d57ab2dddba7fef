module example.com/sobolev/mpi

go 1.26

require example.com/sobolev v0.0.0

replace example.com/sobolev => ..
