package io.github.modelkeel.servinghttp;

import static io.github.modelkeel.servinghttp.Served.HOUSE;
import static io.github.modelkeel.servinghttp.Served.PRICE;
import static io.github.modelkeel.servinghttp.Served.get;
import static io.github.modelkeel.servinghttp.Served.post;
import static io.github.modelkeel.servinghttp.Served.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.serving.Predictor;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MLflow's scoring protocol, KServe V1 and the Open Inference Protocol V2. */
class OtherProtocolsTest {
    private static final Predictor PREDICTOR = Served.house();
    private static final ScoringApi API =
            ScoringApi.builder().model("house", PREDICTOR).build();
    private static final String ANSWER = "{\"predictions\":[" + PRICE + "]}";

    @AfterAll
    static void close() {
        PREDICTOR.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'dataframe_split':{'columns':['bedrooms','sqft','location'],'data':[[3,1500,'rural']]}}",
                "{'dataframe_split':{'data':[[3,1500,'rural']],'index':[0],'columns':['bedrooms','sqft','location']}}",
                "{'dataframe_split':{'data':[[1500,3,'rural']]},'params':{'x':1}}",
                "{'dataframe_records':[{'sqft':1500,'bedrooms':3,'location':'rural'}]}",
                "{'instances':[{'sqft':1500,'bedrooms':3,'location':'rural'}]}",
                "{'instances':[[1500,3,'rural']]}",
                "{'inputs':{'sqft':[1500],'location':['rural'],'bedrooms':[3]}}",
                "{'inputs':[{'sqft':1500,'bedrooms':3,'location':'rural'}]}"
            })
    void mlflowTakesEachOfItsForms(String body) {
        ScoringApi.Reply reply = post(API, "/invocations", body.replace('\'', '"'));
        assertThat(reply.status()).as(text(reply)).isEqualTo(200);
        assertThat(text(reply)).isEqualTo(ANSWER);
    }

    @Test
    void mlflowTakesCsv() {
        Map<String, String> csv = Map.of("content-type", "text/csv");
        String two = "sqft,\"bedrooms\",location\r\n1500,3,rural\n1.5e3,3,\"rural\"\n";
        assertThat(text(post(API, "/invocations", two, csv)))
                .isEqualTo("{\"predictions\":[" + PRICE + "," + PRICE + "]}");
        String blanks = "\n \t\r\nsqft,bedrooms,location\n\n1500,3,rural\n  \r\n\r\n1500,3,rural\n\n ";
        assertThat(text(post(API, "/invocations", blanks, csv)))
                .isEqualTo("{\"predictions\":[" + PRICE + "," + PRICE + "]}");
        for (String bad : new String[] {
            "",
            "sqft,sqft\n1,2",
            "sqft,bedrooms,location\n1500,3",
            "sqft,bedrooms,location\n1500,3,\"rural",
            " \n\t\r\n",
            "sqft,bedrooms,location\n1e999,3,rural",
            "sqft,bedrooms,location\nNaN,3,rural",
            "sqft,bedrooms,location\n0x10,3,rural",
            "sqft,bedrooms,location\n,3,rural"
        }) {
            ScoringApi.Reply reply = post(API, "/invocations", bad, csv);
            assertThat(reply.status()).as(bad + text(reply)).isBetween(400, 422);
            assertThat(text(reply)).startsWith("{\"error_code\":\"BAD_REQUEST\",\"message\":\"");
        }
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                                                 | 400 | exactly one
            {"instances":[],"inputs":[]}                                       | 400 | instances and inputs
            []                                                                 | 400 | must be a JSON object
            {"instances":7}                                                    | 400 | list of rows
            {"instances":{}}                                                   | 400 | list of rows
            {"dataframe_records":{"sqft":[1]}}                                 | 400 | list of rows
            {"inputs":{}}                                                      | 400 | no column
            {"instances":[[1500,3]]}                                           | 422 | 2 values for 3 columns
            {"instances":[[1500,3,"rural",1]]}                                 | 422 | more values than 3 columns
            {"instances":[1]}                                                  | 422 | single value
            {"instances":[[1e999,3,"rural"]]}                                  | 422 | too large
            {"instances":[[NaN,3,"rural"]]}                                    | 400 | NaN
            {"instances":[{"sqft":1,"sqft":2}]}                                | 400 | there twice
            {"instances":[],"instances":[]}                                    | 400 | there twice
            {"inputs":{"sqft":[1,2],"bedrooms":[3],"location":["rural"]}}      | 400 | same number
            {"inputs":{"sqft":1}}                                              | 400 | list of values
            {"inputs":{"sqft":[[1]]}}                                          | 422 | not a list
            {"dataframe_split":{"columns":["sqft","sqft"],"data":[]}}          | 400 | column twice
            {"dataframe_split":{"columns":["sqft"]}}                           | 400 | needs "data"
            {"dataframe_records":[{}]}                                         | 422 | sqft
            {"instances":[{"sqft":{"a":1}}]}                                   | 422 | not a list or an object
            """)
    void mlflowRefusesTheRest(String body, int status, String message) {
        ScoringApi.Reply reply = post(API, "/invocations", body);
        assertThat(reply.status()).as(text(reply)).isEqualTo(status);
        assertThat(text(reply).replace("\\\"", "\""))
                .startsWith("{\"error_code\":\"BAD_REQUEST\",\"message\":\"")
                .contains(message);
        assertThat(reply.contentType()).isEqualTo("application/json");
    }

    @Test
    void mlflowHasItsProbes() {
        assertThat(text(get(API, "/ping"))).isEqualTo("\n");
        assertThat(text(get(API, "/version"))).matches("3\\.[0-9.]+");
        assertThat(post(API, "/invocations", "{}", Map.of("content-type", "text/html"))
                        .status())
                .isEqualTo(415);
    }

    @Test
    void classesThatAreWholeNumbersAreWrittenAsNumbers() {
        try (Predictor numbers = Served.churn("0", "1");
                Predictor words = Served.churn("no", "yes")) {
            String body = "{\"instances\":[{\"calls\":1},{\"calls\":-1}]}";
            assertThat(text(post(ScoringApi.builder().model("c", numbers).build(), "/invocations", body)))
                    .isEqualTo("{\"predictions\":[1,0]}");
            ScoringApi api = ScoringApi.builder().model("c", words).build();
            assertThat(text(post(api, "/v1/models/c:predict", body))).isEqualTo("{\"predictions\":[\"yes\",\"no\"]}");
            String tensor = "{\"inputs\":[{\"name\":\"calls\",\"shape\":[2],\"datatype\":\"FP64\",\"data\":[1,-1]}],"
                    + "\"outputs\":[{\"name\":\"label\"}]}";
            assertThat(text(post(api, "/v2/models/c/infer", tensor)))
                    .endsWith(
                            "\"outputs\":[{\"name\":\"label\",\"shape\":[2],\"datatype\":\"BYTES\",\"data\":[\"yes\",\"no\"]}]}");
        }
    }

    @Test
    void kserveV1() {
        assertThat(text(get(API, "/"))).isEqualTo("{\"status\":\"alive\"}");
        assertThat(text(get(API, "/v1/models"))).isEqualTo("{\"models\":[\"house\"]}");
        assertThat(text(get(API, "/v1/models/house"))).isEqualTo("{\"name\":\"house\",\"ready\":true}");
        assertThat(text(post(API, "/v1/models/house:predict", "{\"instances\":[" + HOUSE + "]}")))
                .isEqualTo(ANSWER);
        assertThat(text(post(
                        API,
                        "/v1/models/house:predict",
                        "{\"inputs\":{\"sqft\":[1500],\"bedrooms\":[3]," + "\"location\":[\"rural\"]}}")))
                .isEqualTo(ANSWER);
        assertThat(text(post(API, "/v1/models/house:predict", "{}")))
                .isEqualTo("{\"error\":\"\\\"instances\\\" must be a list of rows\"}");
        assertThat(text(post(API, "/v1/models/house:predict", "{\"instances\":[],\"inputs\":[]}")))
                .contains("both");
        assertThat(text(post(API, "/v1/models/house:predict", "{\"instances\":[],\"rows\":[]}")))
                .contains("unknown: [rows]");
        ScoringApi.Reply missing = post(API, "/v1/models/flat:predict", "{\"instances\":[]}");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.contentType()).isEqualTo("application/json");
        assertThat(text(missing)).isEqualTo("{\"error\":\"Not Found\"}");
        assertThat(text(post(API, "/v1/models/house:predict", "{\"instances\":[{}]}")))
                .startsWith("{\"error\":\"");
    }

    @Test
    void openInferenceHealthAndMetadata() {
        assertThat(text(get(API, "/v2/health/live"))).isEqualTo("{\"live\":true}");
        assertThat(text(get(API, "/v2/health/ready"))).isEqualTo("{\"ready\":true}");
        assertThat(text(get(API, "/v2/models/house/ready"))).isEqualTo("{\"name\":\"house\",\"ready\":true}");
        assertThat(text(get(API, "/v2/models/house")))
                .isEqualTo("{\"name\":\"house\",\"versions\":[\"0\"],\"platform\":\"modelkeel\",\"inputs\":["
                        + "{\"name\":\"sqft\",\"datatype\":\"FP64\",\"shape\":[-1]},"
                        + "{\"name\":\"bedrooms\",\"datatype\":\"FP64\",\"shape\":[-1]},"
                        + "{\"name\":\"location\",\"datatype\":\"BYTES\",\"shape\":[-1]}],"
                        + "\"outputs\":[{\"name\":\"price\",\"datatype\":\"FP64\",\"shape\":[-1]}]}");
        assertThat(get(API, "/v2/models/house/versions/0").status()).isEqualTo(200);
        assertThat(get(API, "/v2/models/house/versions/7/ready").status()).isEqualTo(404);
        assertThat(get(API, "/v2/models/flat").status()).isEqualTo(404);
    }

    private static final String INPUTS = """
            {"name":"sqft","shape":[1],"datatype":"INT64","data":[1500]},
            {"name":"bedrooms","shape":[1,1],"datatype":"FP32","data":[[3]]},
            {"name":"location","shape":[1],"datatype":"BYTES","data":["rural"]}""";

    @Test
    void openInferenceWithNamedColumns() {
        ScoringApi.Reply reply =
                post(API, "/v2/models/house/versions/0/infer", "{\"id\":\"7\",\"inputs\":[" + INPUTS + "]}");
        assertThat(text(reply))
                .isEqualTo("{\"model_name\":\"house\",\"model_version\":\"0\",\"id\":\"7\",\"outputs\":["
                        + "{\"name\":\"price\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[" + PRICE + "]}]}");
    }

    @Test
    void openInferenceWithAllColumnsInOneTensor() {
        try (Predictor churn = Served.churn("0", "1")) {
            ScoringApi api = ScoringApi.builder().model("c", churn).build();
            String body =
                    "{\"inputs\":[{\"name\":\"input-0\",\"shape\":[2,1],\"datatype\":\"FP64\",\"data\":[[1],[-1]]}]}";
            assertThat(text(post(api, "/v2/models/c/infer", body)))
                    .contains("\"name\":\"label\",\"shape\":[2],\"datatype\":\"INT64\",\"data\":[1,0]")
                    .contains("\"name\":\"probabilities\",\"shape\":[2,2],\"datatype\":\"FP64\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[[1,2],[3,4],[5,6]]", "[[1,2,3,4,5,6]]", "[[1,2,3],[4,5]]", "[[1,2,3],4,5,6]", "[1,[2,3],4,5,6]"
            })
    void nestedDataHasTheListsOfItsShape(String data) {
        String body = "{\"inputs\":[{\"name\":\"all\",\"shape\":[2,3],\"datatype\":\"FP64\",\"data\":" + data + "}]}";
        ScoringApi.Reply reply = post(API, "/v2/models/house/infer", body);
        assertThat(reply.status()).as(text(reply)).isEqualTo(400);
        assertThat(text(reply)).contains("as the shape [2, 3] has them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FP64", "INT64", "BOOL", "BYTES"})
    void nullIsAMissingValueInEveryDatatype(String datatype) {
        String input = "{\"name\":\"calls\",\"shape\":[1],\"datatype\":\"" + datatype + "\",\"data\":[null]}";
        try (Predictor churn = Served.churn("0", "1")) {
            ScoringApi api = ScoringApi.builder().model("c", churn).build();
            ScoringApi.Reply reply = post(api, "/v2/models/c/infer", "{\"inputs\":[" + input + "]}");
            assertThat(reply.status()).isEqualTo(422);
            assertThat(text(reply)).contains("calls").doesNotContain("datatype");
        }
    }

    @Test
    void aCompressedBodyIsRefusedByItsCoding() {
        Map<String, String> headers = Map.of("content-type", "application/json", "content-encoding", "gzip");
        ScoringApi.Reply reply = post(API, "/predict", HOUSE, headers);
        assertThat(reply.status()).isEqualTo(415);
        assertThat(text(reply)).contains("Content-Encoding");
        Map<String, String> plain = Map.of("content-type", "application/json", "content-encoding", "Identity");
        assertThat(post(API, "/predict", HOUSE, plain).status()).isEqualTo(200);
    }

    /** The body is that of the test above with a replacement. */
    @ParameterizedTest(name = "{0} becomes {1}: {2} {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "shape":[1],"datatype":"INT64" | "shape":[2],"datatype":"INT64"      | 400 | only 1
            [1500]                         | [1500,1]                            | 400 | more in its data
            "shape":[1],"datatype":"INT64" | "shape":[],"datatype":"INT64"       | 400 | empty shape
            "shape":[1],"datatype":"INT64" | "shape":[-1],"datatype":"INT64"     | 400 | whole numbers
            "shape":[1],"datatype":"INT64" | "shape":[1,99],"datatype":"INT64"   | 400 | more values a row
            "shape":[1],"datatype":"INT64" | "shape":[20000],"datatype":"INT64"  | 413 | at most
            [1500]                         | [1500.5]                            | 400 | INT64, which 1500.5 does not fit
            [1500]                         | ["1500"]                            | 400 | a text does not fit
            [1500]                         | [9223372036854775808]               | 400 | does not fit
            INT64                          | UINT8                               | 400 | does not fit
            INT64                          | FP16                                | 400 | supported are
            [[3]]                          | [[1e39]]                            | 400 | does not fit
            [[3]]                          | [{"a":3}]                           | 400 | not objects
            [[3]]                          | [[3],[]]                            | 400 | as the shape [1, 1] has them
            [[3]]                          | [[]]                                | 400 | a list at level 2 has 0 values
            [[3]]                          | [[[3]]]                             | 400 | as the shape [1, 1] has them
            [[3]]                          | [[3],3]                             | 400 | as the shape [1, 1] has them
            [1500]                         | [[1500]]                            | 400 | as the shape [1] has them
            ["rural"]                      | [7]                                 | 400 | BYTES
            "name":"sqft",                 |                                     | 400 | "name" is missing
            "name":"sqft"                  | "name":"bedrooms"                   | 400 | there twice
            "name":"sqft"                  | "name":"sqm"                        | 400 | sqm
            ,"data":[1500]                 |                                     | 400 | no data
            """)
    void shapesDatatypesAndCountsMustAgree(String found, String becomes, int status, String message) {
        String body = "{\"inputs\":[" + INPUTS.replace(found, becomes == null ? "" : becomes) + "]}";
        ScoringApi.Reply reply = post(API, "/v2/models/house/infer", body);
        assertThat(reply.status()).as(text(reply)).isEqualTo(status);
        assertThat(text(reply).replace("\\\"", "\""))
                .startsWith("{\"error\":\"")
                .contains(message);
    }

    @Test
    void binaryTensorsAreRefusedByName() {
        ScoringApi.Reply reply = post(
                API,
                "/v2/models/house/infer",
                "{}",
                Map.of("content-type", "application/octet-stream", "inference-header-content-length", "2"));
        assertThat(reply.status()).isEqualTo(415);
        assertThat(text(reply)).contains("Inference-Header-Content-Length");
        assertThat(text(post(
                        API,
                        "/v2/models/house/infer",
                        "{\"inputs\":[" + INPUTS + "],\"outputs\":[{\"name\":\"cost\"}]}")))
                .contains("has [price]");
    }
}
