module example.com/sobolev

go 1.26
