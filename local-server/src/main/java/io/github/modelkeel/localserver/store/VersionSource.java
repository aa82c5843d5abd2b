package io.github.modelkeel.localserver.store;

import io.github.modelkeel.localserver.artifact.ArtifactPath;
import io.github.modelkeel.localserver.artifact.ArtifactUri;
import io.github.modelkeel.localserver.database.LoggedModel;
import io.github.modelkeel.localserver.database.ModelVersion;
import io.github.modelkeel.localserver.database.Sql;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.Percent;
import java.sql.SQLException;
import java.util.Set;

/**
 * Where the files of a new model version are. A source is taken only if it cannot reach what the caller did not name:
 * this server's own artifacts must belong to the run or the logged model of the request, and paths of the server's file
 * system are never taken.
 *
 * @param source what clients see as the version's source
 * @param storageLocation where they download from
 * @param runId the run the version came from; empty when unknown
 * @param modelId the logged model it is; empty when it is not one
 */
record VersionSource(String source, String storageLocation, String runId, String modelId) {
    private static final String PROMPT_TAG = "mlflow.prompt.is_prompt";
    private static final Set<String> PROMPT_SOURCES = Set.of("dummy-source", "prompt-template");

    static VersionSource check(Sql sql, VersionDraft draft) throws SQLException {
        String source = draft.source();
        if ("true".equalsIgnoreCase(draft.tags().get(PROMPT_TAG))) {
            if (!PROMPT_SOURCES.contains(source)) {
                throw refused(source, "Prompt sources must use a placeholder.");
            }
            return new VersionSource(source, source, draft.runId(), "");
        }
        String scheme = ArtifactUri.scheme(source);
        if (scheme.isEmpty() || scheme.equals("file")) {
            throw refused(
                    source,
                    "A local path cannot be the source of a model version on this server; log the model to a run and"
                            + " register it as models:/<model id> or runs:/<run id>/<path>.");
        }
        checkPlain(source);
        return switch (scheme) {
            case "models" -> ofModel(sql, draft);
            case "runs" -> ofRun(draft);
            case "mlflow-artifacts" -> ofArtifacts(sql, draft);
            default -> new VersionSource(source, source, runOf(sql, draft), draft.modelId());
        };
    }

    private static VersionSource ofModel(Sql sql, VersionDraft draft) throws SQLException {
        ModelsUri uri = ModelsUri.parse(draft.source());
        if (!uri.modelId().isEmpty()) {
            if (!uri.modelId().equals(draft.modelId())) {
                throw refused(
                        draft.source(),
                        "The model_id request parameter must identify the resource that contains the source.");
            }
            LoggedModel model = LoggedModelStore.findActive(sql, uri.modelId());
            String run = draft.runId().isEmpty() ? model.sourceRunId() : draft.runId();
            return new VersionSource(draft.source(), model.artifactUri(), run, draft.modelId());
        }
        ModelVersion other = uri.resolve(sql);
        return new VersionSource(
                "models:/" + other.name() + "/" + other.version(),
                other.storageLocation(),
                draft.runId().isEmpty() ? other.runId() : draft.runId(),
                draft.modelId());
    }

    private static VersionSource ofRun(VersionDraft draft) {
        String path = draft.source().substring("runs:".length());
        int end = path.indexOf('/', 1);
        String runId = end < 0 ? "" : path.substring(1, end);
        if (!path.startsWith("/") || runId.isEmpty() || !runId.equals(draft.runId())) {
            throw refused(
                    draft.source(),
                    "The run_id request parameter must identify the resource that contains the source.");
        }
        // the run need not be one of this server: a registry may be separate from the tracking server
        return new VersionSource(draft.source(), draft.source(), runId, draft.modelId());
    }

    private static VersionSource ofArtifacts(Sql sql, VersionDraft draft) throws SQLException {
        String path = ArtifactPath.checkInAddress(ArtifactUri.path(draft.source()));
        boolean ofModel = !draft.modelId().isEmpty();
        String root = "";
        if (ofModel) {
            root = LoggedModelStore.findActive(sql, draft.modelId()).artifactUri();
        } else if (!draft.runId().isEmpty()) {
            root = RunStore.find(sql, draft.runId()).artifactUri();
        }
        boolean inside = ArtifactUri.isOwn(root) && (path + "/").startsWith(ArtifactUri.path(root) + "/");
        if (!inside) {
            throw refused(
                    draft.source(),
                    "The " + (ofModel ? "model_id" : "run_id")
                            + " request parameter must identify the resource that contains the source.");
        }
        return new VersionSource(draft.source(), draft.source(), runOf(sql, draft), draft.modelId());
    }

    /** The run that is named, or else the one that logged the model that is named. */
    private static String runOf(Sql sql, VersionDraft draft) throws SQLException {
        return draft.runId().isEmpty() && !draft.modelId().isEmpty()
                ? LoggedModelStore.findActive(sql, draft.modelId()).sourceRunId()
                : draft.runId();
    }

    /** Refuses what would mean another place to a client that decodes it, however often, and resolves it. */
    private static void checkPlain(String source) {
        for (String form = source; ; ) {
            if (!isPlain(form)) {
                throw refused(source, "It must be an absolute address without relative references.");
            }
            String decoded = Percent.decodeLeniently(form);
            if (decoded.equals(form)) {
                return;
            }
            form = decoded;
        }
    }

    private static boolean isPlain(String source) {
        boolean plain = source.chars().allMatch(c -> c >= ' ' && c != 0x7f && c != '\\');
        for (String segment : source.split("/", -1)) {
            plain &= !segment.equals("..") && !segment.equals(".");
        }
        return plain;
    }

    private static ApiError refused(String source, String why) {
        return ApiError.invalid("Invalid model version source: '" + source + "'. " + why);
    }
}
