package io.github.modelkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.modelkeel.registry.ModelUri.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelUriTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "models:/house@champion, ALIAS, house, champion, ''",
        "models:/a@b@champion, ALIAS, a@b, champion, ''",
        "models:/house@champion/sub/model.onnx, ALIAS, house, champion, sub/model.onnx",
        "models:/house prices@champion, ALIAS, house prices, champion, ''",
        "models:/house%20prices@champion, ALIAS, house prices, champion, ''",
        "models:/h%C3%A4user/3, VERSION, häuser, 3, ''",
        "models:/a%2525b/3, VERSION, a%25b, 3, ''",
        "models:/house/3, VERSION, house, 3, ''",
        "models:/house/003, VERSION, house, 3, ''",
        "models:/house/2147483647, VERSION, house, 2147483647, ''",
        "models:/house/3/MLmodel, VERSION, house, 3, MLmodel",
        "models:/house/latest, LATEST, house, latest, ''",
        "models:/house/LATEST, LATEST, house, latest, ''",
        "models:/house/production, STAGE, house, Production, ''",
        "models:/house/None, STAGE, house, None, ''",
        "models:/m-81cd6f43b1654572925ee2bc3e15c46d, MODEL_ID, m-81cd6f43b1654572925ee2bc3e15c46d, '', ''",
        "models:/m-81cd6f43b1654572925ee2bc3e15c46d/MLmodel, MODEL_ID, m-81cd6f43b1654572925ee2bc3e15c46d, '', MLmodel",
        "models:/m-house/3, VERSION, m-house, 3, ''",
        "models:/m-house@x, ALIAS, m-house, x, ''",
        "runs:/abc123/model, RUN, abc123, '', model",
        "runs:/abc123/a/b, RUN, abc123, '', a/b",
        "mlflow-artifacts:/7/models/m-1/artifacts, ARTIFACTS, '', '', 7/models/m-1/artifacts",
        "mlflow-artifacts:///7/a%20b, ARTIFACTS, '', '', 7/a b",
        "mlflow-artifacts://localhost:5000/7/x, ARTIFACTS, localhost:5000, '', 7/x",
        "mlflow-artifacts://[::1]:5000/7/x, ARTIFACTS, [::1]:5000, '', 7/x"
    })
    void anAddressHasItsPartsAndReadsBack(String uri, Kind kind, String name, String selector, String path) {
        ModelUri parsed = ModelUri.parse(uri);

        assertThat(parsed).isEqualTo(new ModelUri(kind, name, selector, path));
        assertThat(ModelUri.parse(parsed.toString())).isEqualTo(parsed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "house",
                "models:/",
                "models://house/1",
                "models:/house",
                "models:/house/",
                "models:/house@",
                "models:/@champion",
                "models:/house@cham pion",
                "models:/house@../x",
                "models:/house/0",
                "models:/house/2147483648",
                "models:/house/99999999999999999999",
                "models:/house/-1",
                "models:/house/+1",
                "models:/house/1.0",
                "models:/house/١",
                "models:/house/newest",
                "models:/ho:use/1",
                "models:/../1",
                "models:/ /1",
                "models:/a%2fb/1",
                "models:/a%/1",
                "models:/a%zz/1",
                "models:/a%ff/1",
                "models:/a%00/1",
                "models:/house/1/../x",
                "models:/house/1/%2e%2e/x",
                "models:/house/1//x",
                "models:/house/1/",
                "models:/house/1/a\\b",
                "models:/house/1/a%5cb",
                "runs:/abc",
                "runs:/abc/",
                "runs:/../model",
                "runs:/abc/../x",
                "mlflow-artifacts:/",
                "mlflow-artifacts:7",
                "mlflow-artifacts://host",
                "mlflow-artifacts://user:secret@host/7",
                "mlflow-artifacts:/7/../8",
                "mlflow-artifacts:/7/%2e%2e/8",
                "mlflow-artifacts:/7//8",
                "file:/etc/passwd",
                "MODELS:/house/1"
            })
    void anythingElseIsRefusedWithTheRule(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelUri.parse(uri))
                .withMessageContaining("must");
    }

    @Test
    void anAddressIsMadeOfItsParts() {
        assertThat(ModelUri.ofAlias("house", "champion")).hasToString("models:/house@champion");
        assertThat(ModelUri.ofVersion("50% off", 3)).hasToString("models:/50%25 off/3");
        assertThatIllegalArgumentException().isThrownBy(() -> ModelUri.ofVersion("house", 0));
    }
}
