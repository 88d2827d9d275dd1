/* one/assets/quiz.js */
