package com.contoso.policies;

import io.github.akspolicy.testing.PolicyTester;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortNamesTest {
    private final PolicyTester policy = PolicyTester.of(new PortNamesMustSayTheProtocol());

    @Test
    void namesWithoutProtocolAreFound() {
        policy.check("port-names/violating.yaml");
    }

    @Test
    void namesWithProtocolAreRight() {
        policy.check("port-names/compliant.yaml");
    }

    @Test
    void otherProtocolsCanBeAllowed() {
        policy.with(PortNamesMustSayTheProtocol.PROTOCOLS, List.of("amqp")).checkText("""
                        apiVersion: v1
                        kind: Service
                        metadata: {name: queue}
                        spec:
                          ports:
                            - {name: amqp, port: 5672}
                            - {name: http, port: 80} # finding
                        """);
    }
}
