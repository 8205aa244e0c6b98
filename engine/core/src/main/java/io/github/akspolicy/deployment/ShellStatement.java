package io.github.akspolicy.deployment;

import java.util.List;

/**
 * A command of a script with its words as they are written, and the block that it stands in.
 *
 * @param words at least one
 */
record ShellStatement(List<ShellToken> words, ShellBlock block) {
    ShellStatement {
        words = List.copyOf(words);
    }
}
