package io.github.akspolicy.signing.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known about how to log in.
 *
 * @param credentials null when there are none
 * @param tried where was looked and why it did not help, for messages; never a secret
 */
record Login(@Nullable Credentials credentials, List<String> tried) {}
