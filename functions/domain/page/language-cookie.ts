/** Cookie that remembers the language a person chose; it says nothing else about them. */
export const languageCookie = 'amends-language';
