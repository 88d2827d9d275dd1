window.lecternChecklists = {"pages":[
{"id":"pages/it's & odd","output":"pages/it's & odd.html","required":["pages/it's & odd/a/one","pages/it's & odd/a/two"],"hours":[],"stretch":[],"done":[]}
],"aliases":{}};
