/** A JSON file for each page: the way that Eleventy has for more than one output of a page. */
export const data = {
	layout: false,
	pagination: { data: "collections.weeks", size: 1, alias: "week" },
	permalink: ({ week }) => `${week.page.filePathStem}.json`,
	eleventyExcludeFromCollections: true,
};

export function render({ week: { data, url } }) {
	const { title, week, hours, summary, prev, next } = data;
	return `${JSON.stringify({ title, week, hours, summary, url, prev: prev?.data.title, next: next?.data.title })}\n`;
}
