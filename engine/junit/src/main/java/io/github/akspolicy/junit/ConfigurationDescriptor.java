package io.github.akspolicy.junit;

import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.source.Problem;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.FileSource;

/** A configuration file that was selected itself, without a class. */
final class ConfigurationDescriptor extends VerificationDescriptor {
    static final String SEGMENT = "aks-policy";

    ConfigurationDescriptor(UniqueId uniqueId, Path file, @Nullable Verification verification, List<Problem> problems) {
        super(
                uniqueId,
                FileResolver.segmentValue(file),
                FileSource.from(file.toAbsolutePath().toFile()),
                file,
                verification,
                problems,
                true);
    }
}
