window.lecternChecklists = {"pages":[
{"id":"pages/odd","output":"pages/odd.html","required":["pages/odd/a/o\u0022ne","pages/odd/a/two"],"hours":[],"stretch":[],"done":[]}
],"aliases":{}};
