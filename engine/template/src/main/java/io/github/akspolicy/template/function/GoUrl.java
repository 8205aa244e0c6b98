package io.github.akspolicy.template.function;

import io.github.akspolicy.template.text.Quote;
import io.github.akspolicy.template.value.FunctionException;
import org.jspecify.annotations.Nullable;

/**
 * A URL as Go's {@code net/url} reads and writes it.
 *
 * @param scheme in lower case; empty without one
 * @param opaque what follows the scheme, if that is not a slash
 * @param user name and password as they are written; null without
 * @param host with its port
 * @param path without escapes
 * @param query with its escapes
 * @param fragment without escapes
 */
record GoUrl(
        String scheme, String opaque, @Nullable String user, String host, String path, String query, String fragment) {

    static GoUrl parse(String raw) throws FunctionException {
        int hash = raw.indexOf('#');
        String url = hash < 0 ? raw : raw.substring(0, hash);
        GoUrl parsed;
        try {
            parsed = new UrlReader(url).read();
        } catch (FunctionException bad) {
            throw new FunctionException("parse " + Quote.quote(url) + ": " + bad.text());
        }
        try {
            return hash < 0 ? parsed : parsed.withFragment(UrlEscapes.FRAGMENT.unescape(raw.substring(hash + 1)));
        } catch (FunctionException bad) {
            throw new FunctionException("parse " + Quote.quote(raw) + ": " + bad.text());
        }
    }

    private GoUrl withFragment(String text) {
        return new GoUrl(scheme, opaque, user, host, path, query, text);
    }

    /** The host without its port, and without the brackets of an IPv6 address. */
    String hostname() {
        int colon = host.lastIndexOf(':');
        String name = colon >= 0 && UrlReader.isPort(host.substring(colon)) ? host.substring(0, colon) : host;
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }

    String print() {
        var out = new StringBuilder(scheme.isEmpty() ? "" : scheme + ":");
        if (!opaque.isEmpty()) {
            out.append(opaque);
        } else {
            printHierarchy(out);
        }
        if (!query.isEmpty()) {
            out.append('?').append(query);
        }
        if (!fragment.isEmpty()) {
            out.append('#').append(UrlEscapes.FRAGMENT.escape(fragment));
        }
        return out.toString();
    }

    private void printHierarchy(StringBuilder out) {
        if (!scheme.isEmpty() || !host.isEmpty() || user != null) {
            if (!host.isEmpty() || !path.isEmpty() || user != null) {
                out.append("//");
            }
            out.append(user == null ? "" : user + "@").append(UrlEscapes.HOST.escape(host));
        }
        String escaped = path.equals("*") ? path : UrlEscapes.PATH.escape(path);
        if (!escaped.isEmpty() && escaped.charAt(0) != '/' && !host.isEmpty()) {
            out.append('/');
        }
        if (out.length() == 0) {
            // a colon in the first part would make a scheme of it
            String first = escaped.contains("/") ? escaped.substring(0, escaped.indexOf('/')) : escaped;
            out.append(first.contains(":") ? "./" : "");
        }
        out.append(escaped);
    }
}
