package io.github.akspolicy.template.function;

import static io.github.akspolicy.template.value.GoType.INT;
import static io.github.akspolicy.template.value.GoType.SLICE;
import static io.github.akspolicy.template.value.GoType.STRING;

import io.github.akspolicy.template.print.Printer;
import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoStruct;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sprig's functions that make keys and certificates: the results are texts of the usual length and form. */
final class Certificates {
    private static final GoType TYPE = GoType.named("sprig.certificate", GoType.Kind.STRUCT);
    private static final String KEY = "RSA PRIVATE KEY";

    private static final int KEY_LENGTH = 1_192;

    private static final String PART = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern ADDRESS =
            Pattern.compile(PART + "(\\." + PART + "){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern NAME = Pattern.compile("\\p{ASCII}*");

    /** Who a certificate is for, and how many bytes one for a short name has. */
    private enum Role {
        AUTHORITY(778),
        SELF_SIGNED(790),
        SIGNED(820);

        private final int length;

        Role(int length) {
            this.length = length;
        }
    }

    /**
     * A certificate with its key.
     *
     * @param cert as PEM
     * @param key as PEM
     */
    private record Certificate(Text cert, Text key) implements GoStruct {
        @Override
        public GoType type() {
            return TYPE;
        }

        @Override
        public String print() {
            return "{" + cert.bytes() + " " + key.bytes() + "}";
        }

        @Override
        public Map<String, Value> jsonFields() {
            var fields = new LinkedHashMap<String, Value>();
            fields.put("Cert", Value.of(cert));
            fields.put("Key", Value.of(key));
            return fields;
        }

        @Override
        public Map<String, Member> members() {
            return Map.of("Cert", new Member.Field(Value.of(cert)), "Key", new Member.Field(Value.of(key)));
        }
    }

    private Certificates() {}

    static void addTo(FunctionTable table) {
        table.add("genPrivateKey", List.of(STRING), Certificates::privateKey)
                .add("buildCustomCert", List.of(STRING, STRING), Certificates::custom);
        add(table, "genCA", Role.AUTHORITY, List.of(STRING, INT));
        add(table, "genSelfSignedCert", Role.SELF_SIGNED, List.of(STRING, SLICE, SLICE, INT));
        add(table, "genSignedCert", Role.SIGNED, List.of(STRING, SLICE, SLICE, INT, TYPE));
    }

    /** Adds a function, and the one that takes a key behind its arguments. */
    private static void add(FunctionTable table, String name, Role role, List<GoType> types) {
        List<GoType> withKey = Stream.concat(types.stream(), Stream.of(STRING)).toList();
        table.add(name, types, in -> made(name, role, in, null))
                .add(name + "WithKey", withKey, in -> made(name + "WithKey", role, in, in.text(types.size())));
    }

    private static Value privateKey(Arguments in) {
        String type = in.bytes(0).isEmpty() ? "rsa" : in.bytes(0);
        return switch (type) {
            case "rsa" -> key(in, KEY, 2_350);
            case "dsa" -> key(in, "DSA PRIVATE KEY", 858);
            case "ecdsa" -> key(in, "EC PRIVATE KEY", 121);
            case "ed25519" -> key(in, "PRIVATE KEY", 48);
            default -> Value.of(in.text(0).as("Unknown type " + type));
        };
    }

    private static Value key(Arguments in, String label, int length) {
        return StandIns.text("genPrivateKey", in, Pem.standIn(label, length));
    }

    private static Value made(String function, Role role, Arguments in, @Nullable Text given) throws FunctionException {
        if (given != null) {
            requireKey(given, "parsing private key: ");
        }
        if (role == Role.SIGNED && in.get(4).data() instanceof Certificate authority) {
            requireCertificate(authority.cert());
            requireKey(authority.key(), "error parsing private key: ");
        }
        if (role != Role.AUTHORITY) {
            requireNames(in.slice(1), ADDRESS, "error parsing ip: ");
            requireNames(in.slice(2), NAME, "error processing alternate dns name: ");
        }
        var mark = new Mark(Types.deepSources(in).and(StandIns.chance(function)), null);
        Text cert = Text.of(Pem.standIn("CERTIFICATE", role.length), mark);
        Text key = given != null ? given : Text.of(Pem.standIn(KEY, KEY_LENGTH), mark);
        return Value.of(new Certificate(cert, key), mark.sources());
    }

    private static void requireNames(GoSlice names, Pattern form, String before) throws FunctionException {
        for (Value each : names.elements()) {
            if (!(each.data() instanceof Text text)) {
                throw new FunctionException(before + Printer.bytes(each) + " is not a string");
            }
            if (!form.matcher(text.bytes()).matches()) {
                throw new FunctionException(before + text.bytes());
            }
        }
    }

    private static void requireKey(Text key, String before) throws FunctionException {
        String label = Pem.label(key.bytes());
        if (label.isEmpty()) {
            throw new FunctionException(before + "no PEM data in input");
        }
        if (!label.endsWith("PRIVATE KEY")) {
            throw new FunctionException(before + "no private key data in PEM block of type " + label);
        }
    }

    private static void requireCertificate(Text cert) throws FunctionException {
        if (Pem.label(cert.bytes()).isEmpty()) {
            throw new FunctionException("unable to decode certificate");
        }
    }

    private static Text decoded(Text text, String what) throws FunctionException {
        try {
            return text.as(BaseEncoding.BASE64.decode(text.bytes()));
        } catch (FunctionException bad) {
            throw new FunctionException("unable to decode base64 " + what);
        }
    }

    private static Value custom(Arguments in) throws FunctionException {
        Text cert = decoded(in.text(0), "certificate");
        Text key = decoded(in.text(1), "private key");
        requireCertificate(cert);
        requireKey(key, "error parsing private key: ");
        return Value.of(new Certificate(cert, key), in.sources());
    }
}
