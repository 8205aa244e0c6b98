package io.github.akspolicy.policyfiles;

import io.github.akspolicy.source.Workspace;
import io.github.akspolicy.spi.PolicyReader;
import java.nio.file.Path;

/** Reads policies that are a JSON Schema in a YAML file. */
public final class SchemaPolicyReader implements PolicyReader {
    @Override
    public PolicyFile read(Path file, Workspace workspace) {
        return new SchemaPolicyFile(file, workspace).read();
    }
}
