package io.github.akspolicy.policies.rbac;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The request of a CertificateSigningRequest: PKCS #10 in PEM in base64. */
final class CertificateRequest {
    private static final int LONGEST = 1 << 20;

    private CertificateRequest() {}

    /** Whether a text stands in it; a name is written as it is in the encoding of certificates. */
    static boolean names(String request, String text) {
        if (request.length() > LONGEST) {
            return false;
        }
        try {
            String pem = new String(Base64.getMimeDecoder().decode(request), StandardCharsets.ISO_8859_1);
            String body = pem.replaceAll("-----[A-Z ]+-----", "");
            return new String(Base64.getMimeDecoder().decode(body), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IllegalArgumentException notBase64) {
            // the API server refuses it
            return false;
        }
    }
}
