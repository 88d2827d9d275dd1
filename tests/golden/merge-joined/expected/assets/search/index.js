lecternSearch.pages=[
["index.html","Courses",0,0,0],
["algebra/weeks/01-first.html","The first week",1,0,1,"Algebra"],
["algebra/index.html","Algebra",0,0,4,"Algebra"],
["algebra/projects.html","Projects",0,0,5,"Algebra"],
["algebra/resources.html","Resources",0,0,6,"Algebra"],
["algebra/practice.html","Interview practice",0,0,7,"Algebra"],
["algebra/progress.html","Your course so far",0,0,8,"Algebra"],
["algebra/print.html","The whole course on one page",0,0,9,"Algebra"],
["physics/intro.html","Introduction",0,0,10,"Physics"],
["physics/weeks/01-first.html","The first week",1,0,11,"Physics"],
["physics/index.html","Physics",0,0,14,"Physics"],
["physics/projects.html","Projects",0,0,15,"Physics"],
["physics/resources.html","Resources",0,0,16,"Physics"],
["physics/practice.html","Interview practice",0,0,17,"Physics"],
["physics/progress.html","Your course so far",0,0,18,"Physics"],
["physics/print.html","The whole course on one page",0,0,19,"Physics"],
];
lecternSearch.groups=[
["cbc56e1b",0],
["5c7e19ae",1,"../../algebra/assets/search/text-1"],
["6bc9345c",10,"../../physics/assets/search/text-1"],
];
lecternSearch.kinds="ssstssssssssstssssss";
lecternSearch.index='a;13|algebra;4|and;;10|course;8 1 9 1|courses;0|fall;13|far;8 10|first;1 10;;2 10|from;13|interview;7 10|introduction;10|letters;;10|mass;;10|on;9 10|one;9 10|page;9 10|physics;14|practice;7 10|projects;5 10|read;3|resources;6 10|so;8 10|tasks;2 10|text;;1 10|the;1 8 2 8;;2 10|tower;13|week;1 10;;2 10|whole;9 10|your;8 10';
