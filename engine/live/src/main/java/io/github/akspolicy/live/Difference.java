package io.github.akspolicy.live;

import io.github.akspolicy.manifest.Field;

/**
 * A field that runs otherwise than it was released.
 *
 * @param at the field of the release
 * @param message what runs instead; holds no value that could be secret
 * @param discriminator tells two of them at one field apart; mostly empty
 */
record Difference(Field at, String message, String discriminator) {}
