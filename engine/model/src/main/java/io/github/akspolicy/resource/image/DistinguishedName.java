package io.github.akspolicy.resource.image;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/**
 * The name of a certificate's subject as Notation reads it: an RFC 4514 name whose attribute types occur once, with at
 * least {@code C}, {@code ST} (or {@code S}) and {@code O}. Types and values are compared with their case; the order does
 * not matter.
 *
 * <p>Source: trust-store-trust-policy.md of the Notary Project, "Trusted identities constraints".
 */
public final class DistinguishedName {
    private static final Set<String> REQUIRED = Set.of("C", "ST", "O");
    /** The types that Notation writes by name; any other becomes an OID with a hexadecimal value, which it refuses. */
    private static final Set<String> KNOWN =
            Set.of("C", "O", "OU", "CN", "SERIALNUMBER", "L", "ST", "STREET", "POSTALCODE");
    /** Known types that the JDK would print as OID. */
    private static final Map<String, String> NAMES_OF_OIDS =
            Map.of("2.5.4.5", "SERIALNUMBER", "2.5.4.17", "POSTALCODE");

    private static final int MAX_TEXT = 8192;

    private final Map<String, String> attributes;

    private DistinguishedName(Map<String, String> attributes) {
        this.attributes = Collections.unmodifiableMap(attributes);
    }

    /**
     * Reads the name that a trust policy states.
     *
     * @throws IllegalArgumentException saying which rule is broken
     */
    public static DistinguishedName parse(String text) {
        if (text.contains("=#")) {
            throw new IllegalArgumentException("it has a value in hexadecimal form (\"=#\"), which is not supported");
        }
        Map<String, String> attributes = new TreeMap<>();
        for (Rdn rdn : ldapName(text).getRdns()) {
            if (rdn.size() > 1) {
                throw new IllegalArgumentException("it has a multi-valued part (\"+\"), which is not supported");
            }
            add(attributes, rdn.getType(), String.valueOf(rdn.getValue()));
        }
        return checked(attributes);
    }

    /**
     * Reads the subject of a certificate. A multi-valued part of different types counts as several parts.
     *
     * @throws IllegalArgumentException when no trusted identity can match it, saying why
     */
    public static DistinguishedName of(X500Principal subject) {
        Map<String, String> attributes = new TreeMap<>();
        try {
            for (Rdn rdn : ldapName(subject.getName(X500Principal.RFC2253, NAMES_OF_OIDS))
                    .getRdns()) {
                var parts = rdn.toAttributes().getAll();
                while (parts.hasMore()) {
                    Attribute part = parts.next();
                    for (int i = 0; i < part.size(); i++) {
                        if (!KNOWN.contains(part.getID()) || !(part.get(i) instanceof String value)) {
                            throw new IllegalArgumentException(
                                    "it has an attribute " + part.getID() + ", which trusted identities do not know");
                        }
                        add(attributes, part.getID(), value);
                    }
                }
            }
        } catch (NamingException unreadable) {
            throw new IllegalArgumentException("it cannot be read", unreadable);
        }
        return checked(attributes);
    }

    private static LdapName ldapName(String text) {
        if (text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("it is longer than " + MAX_TEXT + " characters");
        }
        try {
            return new LdapName(text);
        } catch (InvalidNameException | IllegalArgumentException malformed) {
            throw new IllegalArgumentException("it is not a distinguished name of RFC 4514", malformed);
        }
    }

    private static void add(Map<String, String> attributes, String type, String value) {
        String name = type.equals("S") ? "ST" : type;
        if (attributes.put(name, value) != null) {
            throw new IllegalArgumentException("it has more than one attribute " + name);
        }
    }

    private static DistinguishedName checked(Map<String, String> attributes) {
        for (String required : REQUIRED.stream().sorted().toList()) {
            if (attributes.getOrDefault(required, "").isEmpty()) {
                throw new IllegalArgumentException("it lacks the attribute " + required + "; C, ST and O are required");
            }
        }
        return new DistinguishedName(attributes);
    }

    /** Whether every attribute of this name occurs in the other with the same value. */
    public boolean isPartOf(DistinguishedName other) {
        return attributes.entrySet().stream()
                .allMatch(attribute -> attribute.getValue().equals(other.attributes.get(attribute.getKey())));
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        attributes.forEach((type, value) -> text.append(text.length() == 0 ? "" : ", ")
                .append(type)
                .append('=')
                .append(value));
        return text.toString();
    }
}
