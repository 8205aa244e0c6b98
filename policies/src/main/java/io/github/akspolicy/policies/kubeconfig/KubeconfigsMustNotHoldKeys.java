package io.github.akspolicy.policies.kubeconfig;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.resource.cluster.Kubeconfig;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** A private key in a file is its owner, whoever reads it. */
final class KubeconfigsMustNotHoldKeys extends BuiltInPolicy<Kubeconfig> {
    KubeconfigsMustNotHoldKeys() {
        super(
                Kubeconfig.VIEW,
                policy("kubeconfig/no-client-key", CRITICAL, "No client certificate key in a kubeconfig file")
                        .fix("remove key and certificate and sign in with kubelogin")
                        .aboutForm()
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Kubeconfig kubeconfig, Judgement judgement) {
        for (Field user : kubeconfig.users()) {
            for (String name : List.of("client-key-data", "client-key")) {
                Field key = user.at("user", name);
                if (Kubeconfig.isSecret(key)) {
                    judgement.fail(
                            key,
                            "user." + name + " holds a private key"
                                    + owner(user.at("user", "client-certificate-data")));
                }
            }
            for (String name : List.of("client-certificate-data", "client-certificate")) {
                Field certificate = user.at("user", name);
                if (Kubeconfig.isSecret(certificate)) {
                    // no secret by itself, but what the key beside it or elsewhere belongs to
                    judgement.add(Observation.violation(
                                    certificate.place(),
                                    "user." + name + " signs the user in by certificate, past Entra ID",
                                    "")
                            .withSeverity(MEDIUM));
                }
            }
        }
    }

    /** Whose key it is: only what makes it worse is told of the certificate. */
    private static String owner(Field certificate) {
        try {
            byte[] decoded = Base64.getMimeDecoder().decode(certificate.stringOr(""));
            X509Certificate parsed = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(decoded));
            return parsed.getSubjectX500Principal().getName().contains("O=system:masters")
                    ? " of the group system:masters, which may do everything"
                    : "";
        } catch (IllegalArgumentException | CertificateException noCertificate) {
            return "";
        }
    }
}
