package io.github.akspolicy.helm;

import static io.github.akspolicy.source.SetValue.Type.SET;
import static io.github.akspolicy.source.SetValue.Type.SET_FILE;
import static io.github.akspolicy.source.SetValue.Type.SET_JSON;
import static io.github.akspolicy.source.SetValue.Type.SET_STRING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SetValue;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The {@code --set} family means what it means to Helm. {@code HelmBinariesTest} compares the same pairs with Helm. */
class SetValuesTest {
    private static final String T = "templates/a.yaml";

    @TempDir
    private Path folder;

    private TestChart chart;

    @BeforeEach
    void chart() {
        chart = new TestChart(folder)
                .values("base.yaml", "list: [{a: 1}, {a: 2}]\nmap: {x: 1, z: 2}\n")
                .file(T, "{{ omit .Values \"global\" | toJson }}\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SET        | port            | 80              | "port":80
                    SET        | port            | 080             | "port":"080"
                    SET        | big             | 12345678901     | "big":12345678901
                    SET        | real            | 1.5             | "real":"1.5"
                    SET        | flag            | true            | "flag":true
                    SET        | none            | null            | "list"
                    SET        | map.x           | null            | "map":{"x":null,"z":2}
                    SET        | text            | a\\,b           | "text":"a,b"
                    SET        | names           | {a,b}           | "names":["a","b"]
                    SET        | empty           | {}              | "empty":[""]
                    SET        | a\\.b/c         | v               | "a.b/c":"v"
                    SET        | list[1].a       | 5               | "list":[{"a":1},{"a":5}]
                    SET        | list[0].b.c     | d               | "list":[{"a":1,"b":{"c":"d"}},{"a":2}]
                    SET        | fresh[1]        | x               | "fresh":[null,"x"]
                    SET        | one             | 1,two=2         | "two":2
                    SET_STRING | port            | 80              | "port":"80"
                    SET_STRING | flag            | true            | "flag":"true"
                    SET_JSON   | obj             | {"a":[1,"x"]}   | "obj":{"a":[1,"x"]}
                    SET_JSON   | list            | []              | "list":[]
                    SET_JSON   | map.x           | {"deep":true}   | "map":{"x":{"deep":true},"z":2}
                    """)
    void pairs(SetValue.Type type, String key, String value, String expected) {
        assertThat(chart.set(type, key, value).render().text(T)).contains(expected);
    }

    @Test
    void laterOnesWinAndTheKindsHaveHelmsOrder() {
        chart.set(SET_STRING, "a", "string")
                .set(SET, "a", "plain")
                .set(SET, "b", "1")
                .set(SET, "b", "2");

        assertThat(chart.render().text(T)).contains("\"a\":\"string\"").contains("\"b\":2");
    }

    @Test
    void wholeNumbersStayWholeInTemplates() {
        chart.set(SET, "port", "1000000")
                .file(T, "kind: Thing\nport: {{ .Values.port }}\nis: {{ kindOf .Values.port }}\n");

        assertThat(chart.render().text(T)).contains("port: 1000000").contains("is: int64");
    }

    @Test
    void theContentOfAFile() {
        chart.outside("cert.pem", "line one, with comma\nline {two}\\\n");
        chart.set(SET_FILE, "cert", folder.resolve("cert.pem").toString());

        assertThat(chart.render().text(T)).contains("\"cert\":\"line one, with comma\\nline {two}\\\\\\n\"");
    }

    @Test
    void wrongPairsAreToldWithoutTheirValue() {
        for (String key : new String[] {"list[x]", "map.x.z", "list[99999999]"}) {
            Problem problem = new TestChart(folder)
                    .file("values.yaml", "map: {x: 1}\n")
                    .values("v.yaml", "map: {x: 1}\n")
                    .set(SET, key, "canary-91aa")
                    .problem();
            assertThat(problem.at()).as(key).isEqualTo(TestChart.SET);
            assertThat(problem.message()).contains(key).doesNotContain("canary");
        }
        assertThat(chart.set(SET_JSON, "x", "{canary-91aa").problem().message())
                .contains("not JSON")
                .doesNotContain("canary");
    }

    @Test
    void aMissingFile() {
        Problem problem = chart.set(SET_FILE, "cert", "/no/such/file").problem();

        assertThat(problem.message()).contains("/no/such/file").contains("cannot be read");
        assertThat(problem.at()).isEqualTo(TestChart.SET);
    }
}
