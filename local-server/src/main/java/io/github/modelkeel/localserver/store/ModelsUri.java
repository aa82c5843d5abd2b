package io.github.modelkeel.localserver.store;

import io.github.modelkeel.localserver.database.ModelVersion;
import io.github.modelkeel.localserver.database.Sql;
import io.github.modelkeel.localserver.message.ApiError;
import java.sql.SQLException;
import java.util.List;

/**
 * An address of the scheme {@code models}: a logged model ({@code models:/m-…}), or a version of a registered model by
 * number, by alias ({@code models:/name@alias}), by stage, or the latest.
 *
 * @param modelId the logged model; empty when a registered model is meant
 * @param name the registered model
 * @param alias the alias, or empty
 * @param version the number, the stage or {@code latest}, or empty
 */
record ModelsUri(String modelId, String name, String alias, String version) {
    static ModelsUri parse(String uri) {
        String path = uri.substring("models:".length());
        String rest = path.startsWith("/") && !path.startsWith("//") ? path.substring(1) : "";
        int at = rest.lastIndexOf('@');
        String[] segments = rest.split("/", -1);
        if (at > 0 && at < rest.length() - 1 && segments.length == 1) {
            return new ModelsUri("", rest.substring(0, at), rest.substring(at + 1), "");
        }
        if (segments.length == 1 && rest.startsWith("m-")) {
            return new ModelsUri(rest, "", "", "");
        }
        if (segments.length == 2 && !segments[0].isEmpty() && !segments[1].isEmpty()) {
            return new ModelsUri("", segments[0], "", segments[1]);
        }
        throw ApiError.invalid("Invalid model version source: '" + uri
                + "'. Expected models:/<model id>, models:/<name>/<version> or models:/<name>@<alias>.");
    }

    /** The version of a registered model that is meant now. */
    ModelVersion resolve(Sql sql) throws SQLException {
        RegisteredModelStore.require(sql, name);
        if (!alias.isEmpty()) {
            return ModelVersionReader.findByAlias(sql, name, alias);
        }
        if (version.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return ModelVersionReader.find(sql, name, ModelVersion.parse(version));
        }
        if (version.equalsIgnoreCase("latest")) {
            return ModelVersionReader.findByAlias(sql, name, "latest");
        }
        String stage = ModelVersion.stage(version);
        List<ModelVersion> latest = ModelVersionReader.latest(sql, name);
        return latest.stream()
                .filter(candidate -> candidate.stage().equals(stage))
                .findFirst()
                .orElseThrow(() -> ApiError.absent(
                        "No versions of model with name '" + name + "' and stage '" + stage + "' found"));
    }
}
