package io.github.akspolicy.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.spi.SignatureVerifier;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class OfflineSignatureVerifierTest {
    /** Core finds it by this and by nothing else: without the entry no signature would ever be verified. */
    @Test
    void isFoundByCore() {
        assertThat(ServiceLoader.load(SignatureVerifier.class)).hasOnlyElementsOfType(OfflineSignatureVerifier.class);
    }
}
