return {filter = {heading = "h2"}}
