package io.github.akspolicy.fix;

/**
 * A replacement in a text whose lines end with {@code \n}.
 *
 * @param from offset of the first character that goes
 * @param to offset behind the last one
 * @param replacement what comes instead
 */
record TextEdit(int from, int to, String replacement) {
    static TextEdit insert(int at, String text) {
        return new TextEdit(at, at, text);
    }
}
