package io.github.akspolicy.policyfiles;

import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.Workspace;
import io.github.akspolicy.spi.PolicyReader;
import java.nio.file.Path;
import java.util.List;

/** Reads policies that are a JSON Schema in a YAML file. */
public final class SchemaPolicyReader implements PolicyReader {
    /** What Jackson 3 shares with Jackson 2, whose version a build may manage. */
    private static final String ANNOTATION = "com.fasterxml.jackson.annotation.JsonProperty";

    @Override
    public PolicyFile read(Path file, Workspace workspace) {
        try {
            return new SchemaPolicyFile(file, workspace).read();
        } catch (LinkageError unfit) {
            return new PolicyFile(List.of(), List.of(unfit(workspace.relative(file))));
        }
    }

    /** A library is older than what the one that needs it was compiled with. */
    private static Problem unfit(String shown) {
        return Problem.at(
                new SourceLocation(
                        shown, Position.START.line(), Position.START.column(), SourceLocation.Role.CONFIGURATION),
                "the policy file cannot be read: the JSON Schema library does not work with jackson-annotations "
                        + annotations() + ", which the build puts on the class path",
                "use 2.21 or later; with Spring Boot 3 set the property jackson-bom.version to 2.23.0");
    }

    private static String annotations() {
        try {
            String version = Class.forName(ANNOTATION, false, SchemaPolicyReader.class.getClassLoader())
                    .getPackage()
                    .getImplementationVersion();
            return version == null ? "of an unknown version" : version;
        } catch (ClassNotFoundException | LinkageError missing) {
            return "that is not there";
        }
    }
}
