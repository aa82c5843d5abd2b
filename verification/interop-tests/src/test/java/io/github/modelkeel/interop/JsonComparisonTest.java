package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.github.modelkeel.interop.Difference.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison sees what it must see: a replay that finds nothing proves something only then. */
class JsonComparisonTest {
    private static final String RUN = "c26068b9d9364e7bb058c3d8d33fa835";
    private static final String OTHER = "0123456789abcdef0123456789abcdef";

    private final IdMap ids = new IdMap();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':1}           | {}                 | /a        | MISSING",
                "{}                | {'a':1}            | /a        | EXTRA",
                "{'a':1}           | {'a':'1'}          | /a        | TYPE",
                "{'a':1}           | {'a':1.0}          | /a        | TYPE",
                "{'a':1.5}         | {'a':1.25}         | /a        | VALUE",
                "{'a':'x'}         | {'a':'y'}          | /a        | VALUE",
                "{'a':true}        | {'a':false}        | /a        | VALUE",
                "{'a':[1,2]}       | {'a':[2,1]}        | /a[0]     | VALUE",
                "{'a':[{'b':1}]}   | {'a':[]}           | /a[0]     | MISSING",
                "{'a':[]}          | {'a':[{'b':1}]}    | /a[0]     | EXTRA",
                "{'t':[{'key':'k','value':'v'}]} | {'t':[{'key':'k','value':'w'}]} | /t[k]/value | VALUE",
                "{'creation_time':1700000000000} | {'creation_time':1700000000000} | /creation_time | VALUE",
                "{'experiment_id':'1'} | {'experiment_id':'x'} | /experiment_id | VALUE",
            })
    void aDifferenceIsSeenAndPlaced(String recorded, String actual, String at, Kind kind)
            throws JsonProcessingException {
        List<Difference> found = compare(recorded, actual, false);
        assertThat(found).isNotEmpty();
        assertThat(found.get(0).at()).isEqualTo(at);
        assertThat(found.get(0).kind()).isEqualTo(kind);
    }

    @Test
    void whatAServerMakesUpMayDifferButAlwaysInTheSameWay() throws JsonProcessingException {
        assertThat(compare("{'run_id':'" + RUN + "'}", "{'run_id':'" + OTHER + "'}", false))
                .isEmpty();
        assertThat(compare(
                        "{'uri':'mlflow-artifacts:/1/" + RUN + "'}",
                        "{'uri':'mlflow-artifacts:/1/" + OTHER + "'}",
                        false))
                .isEmpty();
        assertThat(compare("{'run_id':'" + RUN + "'}", "{'run_id':'" + RUN + "'}", false))
                .hasSize(1);
        String now = Long.toString(System.currentTimeMillis());
        assertThat(compare("{'creation_time':5}", "{'creation_time':" + now + "}", false))
                .isEmpty();
        assertThat(compare("{'tags':[{'key':'a'},{'key':'b'}]}", "{'tags':[{'key':'b'},{'key':'a'}]}", false))
                .isEmpty();
    }

    @Test
    void ofATruncatedAnswerTheBeginningIsCompared() throws JsonProcessingException {
        JsonNode beginning = TruncatedJson.read("{\"runs\": [{\"a\": 1, \"tags\": [{\"key\": \"k\", \"value\": \"xxx");
        assertThat(beginning).hasToString("{\"runs\":[{\"a\":1,\"tags\":[{\"key\":\"k\"}]}]}");
        String more = "{'runs':[{'a':1,'tags':[{'key':'b'},{'key':'k','value':'xxxx'}]},{'a':2}]}";
        assertThat(compare(beginning.toString(), more, true)).isEmpty();
        assertThat(compare(beginning.toString(), more, false)).isNotEmpty();
        assertThat(compare(beginning.toString(), more.replace("'a':1", "'a':7"), true))
                .hasSize(1);
    }

    @Test
    void anUnlistedDifferenceAndAListedOneThatIsGoneAreMistakes(@TempDir Path work) throws Exception {
        Path file = Files.writeString(work.resolve("known.json"), """
                {"tolerated": [
                  {"step": "*", "at": "/a/*", "kind": "VALUE", "reason": "because"},
                  {"step": "gone", "at": "status", "kind": "VALUE", "reason": "was so"}
                ]}
                """);
        KnownDifferences known = KnownDifferences.read(file);
        Difference listed = new Difference(1, "get_run", "/a/b", Kind.VALUE, "1", "2");
        Difference unlisted = new Difference(2, "get_run", "/a/b", Kind.TYPE, "1", "'1'");
        Difference gone = new Difference(3, "gone", "status", Kind.VALUE, "200", "400");
        assertThat(known.mistakes(List.of(listed, gone))).isEmpty();
        assertThat(known.mistakes(List.of(listed, unlisted, gone)))
                .singleElement()
                .asString()
                .startsWith("not listed: #2");
        assertThat(known.mistakes(List.of(listed))).singleElement().asString().contains("no longer so", "gone");
    }

    private List<Difference> compare(String recorded, String actual, boolean beginningOnly)
            throws JsonProcessingException {
        Exchange exchange = new Exchange(
                1, "test", "GET", "/", null, Map.of(), NullNode.instance, 200, Map.of(), NullNode.instance);
        return new JsonComparison(exchange, ids, System.currentTimeMillis(), beginningOnly)
                .compare(json(recorded), json(actual));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
