package io.github.akspolicy.template.function;

import io.github.akspolicy.template.text.Quote;
import io.github.akspolicy.template.value.FunctionException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a URL without its fragment. */
final class UrlReader {
    private static final String USER = "-._:~!$&'()*+,;=%@";

    private final String url;
    private String rest;
    private String scheme = "";
    private @Nullable String user;
    private String host = "";

    UrlReader(String url) {
        this.url = url;
        this.rest = url;
    }

    GoUrl read() throws FunctionException {
        if (url.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
            throw new FunctionException("net/url: invalid control character in URL");
        }
        if (url.equals("*")) {
            return new GoUrl("", "", null, "", "*", "", "");
        }
        readScheme();
        int mark = rest.indexOf('?');
        String query = mark < 0 ? "" : rest.substring(mark + 1);
        rest = mark < 0 ? rest : rest.substring(0, mark);
        if (!rest.startsWith("/")) {
            if (!scheme.isEmpty()) {
                return new GoUrl(scheme, rest, null, "", "", query, "");
            }
            int slash = rest.indexOf('/');
            if ((slash < 0 ? rest : rest.substring(0, slash)).contains(":")) {
                throw new FunctionException("first path segment in URL cannot contain colon");
            }
        }
        boolean hasAuthority = !scheme.isEmpty() || !rest.startsWith("///");
        if (hasAuthority && rest.startsWith("//")) {
            int slash = rest.indexOf('/', 2);
            String authority = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
            rest = slash < 0 ? "" : rest.substring(slash);
            readAuthority(authority);
        }
        return new GoUrl(scheme, "", user, host, UrlEscapes.PATH.unescape(rest), query, "");
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isLetterOrDigit(char c) {
        return isLetter(c) || c >= '0' && c <= '9';
    }

    private void readScheme() throws FunctionException {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == ':') {
                if (i == 0) {
                    throw new FunctionException("missing protocol scheme");
                }
                scheme = url.substring(0, i).toLowerCase(Locale.ROOT);
                rest = url.substring(i + 1);
                return;
            }
            boolean digit = c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.';
            if (!isLetter(c) && (i == 0 || !digit)) {
                return;
            }
        }
    }

    private void readAuthority(String authority) throws FunctionException {
        int at = authority.lastIndexOf('@');
        host = readHost(authority.substring(at + 1));
        if (at < 0) {
            return;
        }
        String info = authority.substring(0, at);
        if (!info.chars().allMatch(c -> isLetterOrDigit((char) c) || USER.indexOf(c) >= 0)) {
            throw new FunctionException("net/url: invalid userinfo");
        }
        int colon = info.indexOf(':');
        String name = colon < 0 ? info : info.substring(0, colon);
        user = UrlEscapes.USER.escape(UrlEscapes.USER.unescape(name));
        if (colon >= 0) {
            user += ":" + UrlEscapes.USER.escape(UrlEscapes.USER.unescape(info.substring(colon + 1)));
        }
    }

    private static String readHost(String host) throws FunctionException {
        if (host.startsWith("[")) {
            int end = host.lastIndexOf(']');
            if (end < 0) {
                throw new FunctionException("missing ']' in host");
            }
            requirePort(host.substring(end + 1));
            int zone = host.substring(0, end).indexOf("%25");
            if (zone >= 0) {
                return UrlEscapes.HOST.unescape(host.substring(0, zone))
                        + UrlEscapes.ZONE.unescape(host.substring(zone, end))
                        + UrlEscapes.HOST.unescape(host.substring(end));
            }
        } else if (host.lastIndexOf(':') >= 0) {
            requirePort(host.substring(host.lastIndexOf(':')));
        }
        return UrlEscapes.HOST.unescape(host);
    }

    private static void requirePort(String port) throws FunctionException {
        if (!isPort(port)) {
            throw new FunctionException("invalid port " + Quote.quote(port) + " after host");
        }
    }

    /** Nothing, or a colon with any number of digits. */
    static boolean isPort(String port) {
        return port.isEmpty() || port.charAt(0) == ':' && port.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
    }
}
