package io.github.akspolicy.signing;

import io.github.akspolicy.signing.base.Descriptor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes Notation envelopes as notation does, with nothing of the code that verifies them. */
public final class TestSigner {
    private static final Map<String, Integer> COSE =
            Map.of("PS256", -37, "PS384", -38, "PS512", -39, "ES256", -7, "ES384", -35, "ES512", -36);

    private final TestAuthority authority;
    private final String algorithm;
    public String signingTime = "2026-11-20T08:00:00Z";
    public String expiry = "";

    public TestSigner(TestAuthority authority, String algorithm) {
        this.authority = authority;
        this.algorithm = algorithm;
    }

    public static String payload(Descriptor image) {
        return "{\"targetArtifact\":{\"mediaType\":\"" + image.mediaType() + "\",\"digest\":\"" + image.digest()
                + "\",\"size\":" + image.size() + "}}";
    }

    public byte[] jws(Descriptor image) {
        String crit = "\"io.cncf.notary.signingScheme\"" + (expiry.isEmpty() ? "" : ",\"io.cncf.notary.expiry\"");
        String header = "{\"alg\":\"" + algorithm + "\",\"crit\":[" + crit
                + "],\"cty\":\"application/vnd.cncf.notary.payload.v1+json\""
                + ",\"io.cncf.notary.signingScheme\":\"notary.x509\",\"io.cncf.notary.signingTime\":\"" + signingTime
                + "\"" + (expiry.isEmpty() ? "" : ",\"io.cncf.notary.expiry\":\"" + expiry + "\"") + "}";
        String signed = base64Url(header) + "." + base64Url(payload(image));
        String chain = authority.chain().stream()
                .map(certificate ->
                        "\"" + Base64.getEncoder().encodeToString(TestAuthority.encoded(certificate)) + "\"")
                .collect(Collectors.joining(","));
        byte[] signature = sign(signed.getBytes(StandardCharsets.US_ASCII));
        return ("{\"payload\":\"" + base64Url(payload(image)) + "\",\"protected\":\"" + base64Url(header)
                        + "\",\"header\":{\"x5c\":[" + chain
                        + "],\"io.cncf.notary.signingAgent\":\"test\"},\"signature\":\""
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(signature) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    public byte[] cose(Descriptor image) {
        byte[] payload = payload(image).getBytes(StandardCharsets.UTF_8);
        int members = expiry.isEmpty() ? 5 : 6;
        var header = new Cbor().head(5, members).number(1).number(COSE.get(algorithm));
        header.number(2).head(4, expiry.isEmpty() ? 1 : 2).text("io.cncf.notary.signingScheme");
        if (!expiry.isEmpty()) {
            header.text("io.cncf.notary.expiry");
        }
        header.number(3).text("application/vnd.cncf.notary.payload.v1+json");
        header.text("io.cncf.notary.signingScheme").text("notary.x509");
        header.text("io.cncf.notary.signingTime").time(signingTime);
        if (!expiry.isEmpty()) {
            header.text("io.cncf.notary.expiry").time(expiry);
        }
        byte[] protectedHeader = header.bytes();
        byte[] signature = sign(new Cbor()
                .head(4, 4)
                .text("Signature1")
                .binary(protectedHeader)
                .binary(new byte[0])
                .binary(payload)
                .bytes());
        var envelope = new Cbor().head(6, 18).head(4, 4).binary(protectedHeader);
        envelope.head(5, 1).number(33).head(4, authority.chain().size());
        authority.chain().forEach(certificate -> envelope.binary(TestAuthority.encoded(certificate)));
        return envelope.binary(payload).binary(signature).bytes();
    }

    private byte[] sign(byte[] bytes) {
        try {
            String hash = "SHA-" + algorithm.substring(2);
            Signature signer;
            if (algorithm.startsWith("PS")) {
                signer = Signature.getInstance("RSASSA-PSS");
                int length = Integer.parseInt(algorithm.substring(2)) / 8;
                signer.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), length, 1));
            } else {
                signer = Signature.getInstance(hash.replace("-", "") + "withECDSAinP1363Format");
            }
            signer.initSign(authority.key);
            signer.update(bytes);
            return signer.sign();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String base64Url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes deterministic CBOR. */
    private static final class Cbor {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Cbor head(int major, long argument) {
            if (argument < 24) {
                bytes.write(major << 5 | (int) argument);
            } else if (argument < 256) {
                bytes.write(major << 5 | 24);
                bytes.write((int) argument);
            } else if (argument < 65536) {
                bytes.write(major << 5 | 25);
                bytes.writeBytes(
                        ByteBuffer.allocate(2).putShort((short) argument).array());
            } else {
                bytes.write(major << 5 | 26);
                bytes.writeBytes(ByteBuffer.allocate(4).putInt((int) argument).array());
            }
            return this;
        }

        Cbor number(long number) {
            return number < 0 ? head(1, -1 - number) : head(0, number);
        }

        Cbor text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            head(3, utf8.length).bytes.writeBytes(utf8);
            return this;
        }

        Cbor binary(byte[] content) {
            head(2, content.length).bytes.writeBytes(content);
            return this;
        }

        Cbor time(String time) {
            return head(6, 1).number(Instant.parse(time).getEpochSecond());
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
