package io.github.akspolicy.configuration;

import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.source.SourceLocation;
import java.util.List;

/**
 * What a configuration says of things that live in no source.
 *
 * @param at what says it
 * @param file the file that holds it; empty when the configuration itself does
 * @param resources the things, as resources
 */
record Context(SourceLocation at, String file, List<Resource> resources) {}
