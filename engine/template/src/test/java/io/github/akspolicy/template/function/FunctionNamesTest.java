package io.github.akspolicy.template.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.template.value.Caller.Dialect;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table has just the functions that Helm offers: Go would refuse a template that calls another one. */
class FunctionNamesTest {
    private static final String SPRIG = ""
            + " abbrev abbrevboth add add1 add1f addf adler32sum ago all any append atoi b32dec b32enc b64dec"
            + " b64enc base bcrypt biggest buildCustomCert camelcase cat ceil chunk clean coalesce compact"
            + " concat contains date dateInZone dateModify date_in_zone date_modify decryptAES deepCopy"
            + " deepEqual default derivePassword dict dig dir div divf duration durationRound empty encryptAES"
            + " ext first float64 floor fromJson genCA genCAWithKey genPrivateKey genSelfSignedCert"
            + " genSelfSignedCertWithKey genSignedCert genSignedCertWithKey get getHostByName has hasKey"
            + " hasPrefix hasSuffix hello htmlDate htmlDateInZone htpasswd indent initial initials int int64"
            + " isAbs join kebabcase keys kindIs kindOf last list lower max maxf merge mergeOverwrite min minf"
            + " mod mul mulf mustAppend mustChunk mustCompact mustDateModify mustDeepCopy mustFirst"
            + " mustFromJson mustHas mustInitial mustLast mustMerge mustMergeOverwrite mustPrepend mustPush"
            + " mustRegexFind mustRegexFindAll mustRegexMatch mustRegexReplaceAll mustRegexReplaceAllLiteral"
            + " mustRegexSplit mustRest mustReverse mustSlice mustToDate mustToJson mustToPrettyJson"
            + " mustToRawJson mustUniq mustWithout must_date_modify nindent nospace now omit osBase osClean"
            + " osDir osExt osIsAbs pick pluck plural prepend push quote randAlpha randAlphaNum randAscii"
            + " randBytes randInt randNumeric regexFind regexFindAll regexMatch regexQuoteMeta regexReplaceAll"
            + " regexReplaceAllLiteral regexSplit repeat replace rest reverse round semver semverCompare seq"
            + " set sha1sum sha256sum sha512sum shuffle slice snakecase sortAlpha split splitList splitn squote"
            + " sub subf substr swapcase ternary title toDate toDecimal toJson toPrettyJson toRawJson toString"
            + " toStrings trim trimAll trimPrefix trimSuffix trimall trunc tuple typeIs typeIsLike typeOf uniq"
            + " unixEpoch unset until untilStep untitle upper urlJoin urlParse uuidv4 values without wrap"
            + " wrapWith";

    private static final String GO =
            "and call eq ge gt html index js le len lt ne not or print printf println urlquery";

    /** Functions of Helm that need a chart or a cluster stand elsewhere. */
    private static final String HELM =
            "fromJson fromJsonArray fromToml fromYaml fromYamlArray getHostByName toJson toToml toYaml toYamlPretty";

    private static final List<String> REMOVED = List.of(
            "durationDays",
            "durationHours",
            "durationMicroseconds",
            "durationMilliseconds",
            "durationMinutes",
            "durationNanoseconds",
            "durationRoundTo",
            "durationSeconds",
            "durationTruncateTo",
            "durationWeeks",
            "env",
            "expandenv",
            "mustToDuration",
            "mustToToml");

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void isComplete(Dialect dialect) {
        Set<String> expected = names(SPRIG + " " + GO + " " + HELM);
        if (dialect == Dialect.HELM_4) {
            expected.add("mustToYaml");
        }
        Set<String> actual = new TreeSet<>(Functions.table(dialect).functions().keySet());
        assertThat(actual).isEqualTo(expected).doesNotContainAnyElementsOf(REMOVED);
    }

    private static Set<String> names(String list) {
        return new TreeSet<>(Arrays.asList(list.strip().split(" ")));
    }
}
