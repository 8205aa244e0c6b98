package io.github.akspolicy.deployment;

/**
 * A word or an operator of a script.
 *
 * @param text of a word see {@link OpenText}; of an operator its characters, a line break among them
 * @param offset where it begins in the script
 * @param isWord whether it is a word
 * @param isQuoted whether a part of it stands in quotes, so that it is not a keyword
 */
record ShellToken(String text, int offset, boolean isWord, boolean isQuoted) {
    boolean isOperator(String operator) {
        return !isWord && text.equals(operator);
    }

    boolean isPlain(String word) {
        return isWord && !isQuoted && text.equals(word);
    }
}
