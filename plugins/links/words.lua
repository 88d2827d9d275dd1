-- How each reason is told: what is wrong, and what to do. '%s' is the address, '%d' the code.

local M = {}

local look = "look with a browser; if it works there, say so below links.health.pins with a day to look again"
local later = "nothing to do now; it is asked again next time"

local told = {
	http_404 = {"'%s' is not there (%d)", "name the page's new address, or leave the link out"},
	http_410 = {"'%s' is gone for good (%d)", "leave the link out or name another page"},
	http_4xx = {"'%s' is refused (%d)", "see whether the address is complete"},
	http_5xx = {"the server of '%s' has an error (%d)", later},
	nxdomain = {"nobody knows the host of '%s'", "see whether its name is right; the site may be gone"},
	redirect_loop = {"'%s' leads in a circle", "name the page that is meant"},
	bad_redirect = {"'%s' leads on to nothing that can be followed", "name the page that is meant"},
	bad_response = {"the server of '%s' does not speak HTTP", "see whether the address is right"},
	headers_too_large = {"the headers of '%s' are too large", look},
	refused = {"the server of '%s' refuses connections", later},
	reset = {"the server of '%s' breaks off", later},
	empty_reply = {"the server of '%s' says nothing", later},
	tls_chain = {"the certificate of '%s' cannot be traced: the server does not send its intermediate",
		"tell its owner; browsers may know it all the same"},
	tls_expired = {"the certificate of '%s' has expired", "tell its owner, or name another page"},
	tls_self_signed = {"the certificate of '%s' is signed by itself", "tell its owner, or name another page"},
	tls_hostname = {"the certificate of '%s' is for another host", "see whether the host's name is right"},
	tls_version = {"'%s' only knows TLS that is too old to be safe", "tell its owner, or name another page"},
	tls_other = {"no safe connection to '%s' can be made", "see whether it is meant to be http"},
	challenge = {"'%s' wants proof of a browser", look},
	login = {"'%s' leads to a page where one logs in", look},
	payment = {"'%s' wants money", "name a page that is free, or say what it costs"},
	legal = {"'%s' is not shown for legal reasons", look},
	rate_limited = {"'%s' could not be asked: its server wants fewer requests",
		"allow the host fewer requests below links.online.hosts"},
	host_down = {"'%s' was not asked: its host has not answered before", later},
	unreachable = {"there is no way to '%s' from here", later},
	dns_timeout = {"nobody could say where '%s' is", later},
	private = {"'%s' leads to an address that is not public", "allow it below links.online.allow_private if it is yours"},
	budget = {"'%s' was not asked: there was no time left", "raise links.online.max_time"},
	refresh = {"'%s' was not asked: its turn comes in a later run"},
	pin = {"'%s' was looked at by hand"},
	not_modified = {"'%s' answers, with an odd code (%d)"},
	ok = {"'%s' answers"},
	permanent = {"'%s' has moved for good", "write '%s'"},
	temporary = {"'%s' leads on for now"},
	to_root = {"'%s' leads to a front page", "name the page that is meant; this one is likely gone"},
	cross_site = {"'%s' leads to another site", "see whether that is still what was meant"},
	https = {"'%s' answers with https too", "write '%s'"},
	fragment = {"'%s' is there, but nothing in it has that name", "see how the place is called now"},
	userinfo = {"'%s' leads on with a name or password, which was not sent", "name the page that is meant"},
}

local statuses = {
	broken = {"'%s' does not work", "see whether the address is right"},
	blocked = {"'%s' answers, but not to us (%d)", look},
	timeout = {"'%s' did not answer in time", later},
	unsupported = {"'%s' is not asked: of such addresses nothing is known"},
	excluded = {"'%s' is left out by the site's settings"},
}

-- No passwords, and nothing that a terminal obeys.
function M.clean(address)
	local clean = address:gsub("//[^/@]*@", "//"):gsub("%c", " ")
	return clean
end

local function fill(pattern, address, code)
	local text = pattern:gsub("%%([sd])", function(kind)
		return kind == "s" and M.clean(address) or tostring(code or "?")
	end)
	return text
end

-- The text and the cure; of a moved one the cure names the new address.
function M.tell(status, reason, address, code, new)
	local words = told[reason] or statuses[status]
	return fill(words[1], address, code), words[2] and fill(words[2], new or address, code)
end

return M
