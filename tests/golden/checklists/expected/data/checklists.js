window.lecternChecklists = {"pages":[
{"id":"week-01","week":1,"output":"weeks/01-loops.html","required":["week-01/tasks/read","week-01/tasks/install","week-01/tasks/the-compiler","week-01/else/a-loose-one","week-01/else/another"],"hours":[[1,2],1.5],"stretch":["week-01/stretch/write-two--more"],"done":["week-01/tasks/install","week-01/else/a-loose-one"]},
{"id":"pages/list","output":"pages/list.html","required":["pages/list/for-the-bag/a-pen"],"hours":[],"stretch":[],"done":[]}
],"aliases":{"week-01/tasks/old-read":"week-01/tasks/read"}};
