package io.github.modelkeel.registry.request;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.internal.Connection;
import io.github.modelkeel.client.internal.EditDistance;
import io.github.modelkeel.client.internal.FailedAttempt;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Adds to "not found" where it was looked for and what there is. Asks the server again, without repeating a failed call. */
final class MissingModels {
    private static final int MAX_SHOWN = 5;

    private final Connection connection;

    MissingModels(Connection connection) {
        this.connection = connection;
    }

    <T> T explained(String name, Supplier<T> call) {
        try {
            return call.get();
        } catch (ResourceNotFoundException e) {
            String message = e.getMessage() + "; asked for the model '" + name + "' of " + connection.registryWords()
                    + existing(name);
            throw new ResourceNotFoundException(e.errorCode(), e.status(), message, e);
        }
    }

    private String existing(String name) {
        try {
            Optional<JsonValue> model = find(name);
            return model.isPresent() ? ofModel(model.get()) : ofRegistry(name);
        } catch (FailedAttempt | ClientException e) {
            return ""; // the first failure is the one to report
        }
    }

    private Optional<JsonValue> find(String name) throws FailedAttempt {
        try {
            return Optional.of(connection
                    .registry()
                    .attemptGet("registered-models/get", "name", name)
                    .path("registered_model"));
        } catch (FailedAttempt e) {
            if (e.failure() instanceof ResourceNotFoundException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String ofModel(JsonValue model) {
        List<String> aliases = new ArrayList<>();
        model.path("aliases")
                .forEach(alias -> aliases.add(alias.path("alias").asText() + " (version "
                        + alias.path("version").asText() + ")"));
        long newest = 0;
        for (JsonValue version : model.path("latest_versions")) {
            newest = Math.max(newest, version.path("version").asLong());
        }
        return (newest > 0 ? "; its newest version is " + newest : "")
                + (aliases.isEmpty() ? "; it has no aliases" : "; its aliases are " + shown(aliases));
    }

    private String ofRegistry(String name) throws FailedAttempt {
        List<String> names = new ArrayList<>();
        connection
                .registry()
                .attemptGet("registered-models/search", "max_results", "1000")
                .path("registered_models")
                .forEach(model -> names.add(model.path("name").asText()));
        if (names.isEmpty()) {
            return "; no models are registered there";
        }
        names.sort(
                Comparator.comparingInt((String other) -> distance(name, other)).thenComparing(other -> other));
        return "; registered there: " + shown(names);
    }

    private static String shown(List<String> names) {
        String list = String.join(", ", names.subList(0, Math.min(MAX_SHOWN, names.size())));
        return names.size() <= MAX_SHOWN ? list : list + " and " + (names.size() - MAX_SHOWN) + " more";
    }

    /** How far a name is from another one, without regard to case. */
    private static int distance(String a, String b) {
        return EditDistance.of(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
    }
}
