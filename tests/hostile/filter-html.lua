return {filter = {paragraph = html}}
