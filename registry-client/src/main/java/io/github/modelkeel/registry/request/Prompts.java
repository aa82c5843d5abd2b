package io.github.modelkeel.registry.request;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.util.Map;

/** MLflow keeps prompts among the registered models, under a tag. They are not models. */
public final class Prompts {
    private static final String PROMPT_TAG = "mlflow.prompt.is_prompt";
    private static final String TEXT_TAG = "mlflow.prompt.text";

    private Prompts() {}

    /** Whether a registered model, or a version of one, is a prompt. */
    public static boolean isPrompt(JsonValue json) {
        Map<String, String> tags = Json.keyValues(json.path("tags"));
        return "true".equalsIgnoreCase(tags.get(PROMPT_TAG)) || tags.containsKey(TEXT_TAG);
    }

    public static ClientException refusal(String name) {
        return new ClientException(
                "NOT_A_MODEL", 0, "NOT_A_MODEL: '" + name + "' is a prompt in the registry and has no files", null);
    }
}
