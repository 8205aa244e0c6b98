package io.github.akspolicy.helm.template;

/**
 * One {@code {{ ... }}} of a template.
 *
 * @param start offset of the first brace
 * @param end offset after the last brace
 * @param trimsLeft whether it is written <code>{{-</code>
 * @param trimsRight whether it is written <code>-}}</code>
 * @param comment whether it is a comment
 * @param content the text between the delimiters and trim markers
 * @param contentStart offset of {@code content}
 */
record Action(
        int start, int end, boolean trimsLeft, boolean trimsRight, boolean comment, String content, int contentStart) {

    /** The text before the content, braces and trim marker. */
    String open() {
        return trimsLeft ? "{{- " : "{{";
    }

    /** The text after the content, trim marker and braces. */
    String close() {
        return trimsRight ? " -}}" : "}}";
    }
}
