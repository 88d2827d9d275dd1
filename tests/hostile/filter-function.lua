return {filter = {text = make_node}}
