package io.github.akspolicy.template.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs and paths. */
class UrlsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://u:p@h:8/p?q=1#f",
                "http://[::1]:80/a",
                "mailto:a@b.c",
                "jdbc:mysql://h:3306/db?x=y",
                "file:///etc/x",
                "//h/p",
                "/a%2Fb",
                "http://h/p?",
                "http://h/#a%20b",
                "",
                "?q",
            })
    void writesWhatItRead(String url) {
        // a question mark without a query is not a part that urlParse gives, nor is the way in which a path was escaped
        String expected = url.equals("http://h/p?") ? "http://h/p" : url.equals("/a%2Fb") ? "/a/b" : url;
        assertThat(Calls.with("u", url).write("{{ urlParse .u | urlJoin }}")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "(urlParse \"http://h:80/a%20b\").path → /a b",
                "(urlParse \"http://[fe80::1%25en0]:80/\").hostname → fe80::1%en0",
                "(urlParse \"HTTP://EXAMPLE.org\").scheme → http",
                "(urlParse \"http://us%2Fer:p@h\").userinfo → us%2Fer:p",
                "urlParse \"://x\" → unable to parse url: parse \"://x\": missing protocol scheme",
                "urlParse \"http://a b/\" → unable to parse url: parse \"http://a b/\": invalid character \" \" in"
                        + " host name",
                "urlParse \"http://h:x/\" → unable to parse url: parse \"http://h:x/\": invalid port \":x\" after host",
                "urlParse \"http://[::1/\" → unable to parse url: parse \"http://[::1/\": missing ']' in host",
                "urlParse \"http://u ser@h\" → unable to parse url: parse \"http://u ser@h\": net/url: invalid"
                        + " userinfo",
                "urlParse \"%zz\" → unable to parse url: parse \"%zz\": invalid URL escape \"%zz\"",
                "urlParse \"a:b:c/d\" | toJson → "
                        + "{\"fragment\":\"\",\"host\":\"\",\"hostname\":\"\",\"opaque\":\"b:c/d\",\"path\":\"\",\"query\":\"\","
                        + "\"scheme\":\"a\",\"userinfo\":\"\"}",
                "urlParse \"1:b\" → unable to parse url: parse \"1:b\": first path segment in URL cannot contain colon",
                "urlJoin (dict \"path\" \"a:b\") → ./a:b",
                "urlJoin (dict \"host\" \"h\" \"path\" \"p\" \"scheme\" \"s\") → s://h/p",
                "urlJoin (dict \"scheme\" 1) → unable to parse scheme key, must be of type string, but int found",
                "urlJoin (dict \"userinfo\" \"a b\") → unable to parse userinfo in dict: parse \"proto://a b@host\":"
                        + " net/url: invalid userinfo",
                "getHostByName \"localhost\" | quote → \"\"",
                "base \"/a/b.txt\" → b.txt",
                "base \"//\" → /",
                "base \"\" → .",
                "dir \"/a/b/\" → /a/b",
                "dir \"a\" → .",
                "clean \"/../a//b/./..\" → /a",
                "clean \"../a/../..\" → ../..",
                "ext \"a.b/c\" | quote → \"\"",
                "osExt \"a.tar.gz\" → .gz",
                "osIsAbs \"/a\" → true",
                "isAbs \"a\" → false",
            })
    void givesWhatGoDoes(String call, String expected) {
        assertThat(Calls.of("{{ " + call + " }}")).isEqualTo(expected);
    }

    @Test
    void remembersTheUrl() {
        var values = Calls.with("u", "http://h/p").and("p", "x/y.z");
        assertThat(values.traced("{{ (urlParse .u).host }}")).isEqualTo("h[u]");
        assertThat(values.traced("{{ urlJoin (dict \"host\" \"a\" \"path\" .p) }}"))
                .isEqualTo("//a/x/y.z[p]");
        assertThat(values.traced("{{ base .p }}{{ ext \"\" }}")).isEqualTo("y.z[p]");
    }
}
