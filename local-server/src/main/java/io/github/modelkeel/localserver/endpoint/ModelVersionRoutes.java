package io.github.modelkeel.localserver.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.artifact.ArtifactPath;
import io.github.modelkeel.localserver.artifact.ArtifactStore;
import io.github.modelkeel.localserver.artifact.ArtifactUri;
import io.github.modelkeel.localserver.database.ModelVersion;
import io.github.modelkeel.localserver.http.RequestContext;
import io.github.modelkeel.localserver.http.Router;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.Fields;
import io.github.modelkeel.localserver.message.FileReply;
import io.github.modelkeel.localserver.message.Json;
import io.github.modelkeel.localserver.message.Names;
import io.github.modelkeel.localserver.message.PageToken;
import io.github.modelkeel.localserver.message.Reply;
import io.github.modelkeel.localserver.message.Tags;
import io.github.modelkeel.localserver.search.RegistrySearch;
import io.github.modelkeel.localserver.store.ModelVersionStore;
import io.github.modelkeel.localserver.store.VersionDraft;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** {@code model-versions/*}. */
final class ModelVersionRoutes {
    private static final int DEFAULT_PAGE = 10_000;
    private static final int MAX_PAGE = 200_000;
    private static final Set<String> ACTIVE_STAGES = Set.of("Staging", "Production");

    private final ModelVersionStore versions;
    private final ArtifactStore artifacts;
    private final RegistryEvents events;

    ModelVersionRoutes(ModelVersionStore versions, ArtifactStore artifacts, RegistryEvents events) {
        this.versions = versions;
        this.artifacts = artifacts;
        this.events = events;
    }

    void addTo(Router router) {
        router.post("model-versions/create", this::create);
        router.get("model-versions/get", this::get);
        router.patch("model-versions/update", this::update);
        router.delete("model-versions/delete", this::delete);
        router.get("model-versions/search", this::search);
        router.post("model-versions/set-tag", this::setTag);
        router.delete("model-versions/delete-tag", this::deleteTag);
        router.post("model-versions/transition-stage", this::transition);
        router.get("model-versions/get-download-uri", this::downloadUri);
        router.get("/model-versions/get-artifact", this::getArtifact);
    }

    private Reply create(RequestContext requestContext) {
        Fields fields = requestContext.fields();
        Map<String, String> tags = Tags.of(fields.messages("tags"));
        tags.forEach((key, value) -> Names.checkTag(key, value, Names.MAX_REGISTRY_TAG));
        ObjectNode created = versions.create(new VersionDraft(
                RegistryRoutes.name(fields),
                fields.required("source"),
                fields.string("run_id"),
                fields.string("model_id"),
                fields.string("run_link"),
                fields.string("description"),
                tags));
        events.versionCreated(created, tags);
        return version(created);
    }

    private Reply get(RequestContext requestContext) {
        return version(versions.get(RegistryRoutes.name(requestContext.fields()), number(requestContext.fields())));
    }

    private Reply update(RequestContext requestContext) {
        Fields fields = requestContext.fields();
        return version(versions.describe(RegistryRoutes.name(fields), number(fields), fields.string("description")));
    }

    private Reply delete(RequestContext requestContext) {
        versions.delete(RegistryRoutes.name(requestContext.fields()), number(requestContext.fields()));
        return Reply.empty();
    }

    private Reply search(RequestContext requestContext) {
        Fields fields = requestContext.fields();
        RegistrySearch search =
                new RegistrySearch(RegistrySearch.Kind.VERSIONS, fields.string("filter"), fields.strings("order_by"));
        int size = PageToken.size(fields, DEFAULT_PAGE, MAX_PAGE);
        PageToken.Page<ObjectNode> page = versions.search(search, PageToken.offset(fields.string("page_token")), size);
        ObjectNode answer = Json.object();
        Json.putList(answer, "model_versions", page.items());
        page.putToken(answer);
        return Reply.json(answer);
    }

    private Reply setTag(RequestContext requestContext) {
        Fields fields = requestContext.fields();
        String key = fields.required("key");
        Names.checkTag(key, fields.string("value"), Names.MAX_REGISTRY_TAG);
        String name = RegistryRoutes.name(fields);
        versions.setTag(name, number(fields), key, fields.string("value"));
        events.versionTagSet(name, number(fields), key, fields.string("value"));
        return Reply.empty();
    }

    private Reply deleteTag(RequestContext requestContext) {
        Fields fields = requestContext.fields();
        String key = fields.required("key");
        Names.checkKey(key, "key");
        String name = RegistryRoutes.name(fields);
        versions.deleteTag(name, number(fields), key);
        events.versionTagDeleted(name, number(fields), key);
        return Reply.empty();
    }

    private Reply transition(RequestContext requestContext) {
        Fields fields = requestContext.fields();
        String stage = ModelVersion.stage(fields.required("stage"));
        boolean archive = fields.flag("archive_existing_versions", false);
        if (archive && !ACTIVE_STAGES.contains(stage)) {
            throw ApiError.invalid("Model version transition cannot archive existing model versions because '" + stage
                    + "' is not an Active stage. Valid stages are [Production, Staging]");
        }
        return version(versions.setStage(RegistryRoutes.name(fields), number(fields), stage, archive));
    }

    private Reply downloadUri(RequestContext requestContext) {
        ObjectNode answer = Json.object();
        answer.put(
                "artifact_uri",
                versions.downloadUri(RegistryRoutes.name(requestContext.fields()), number(requestContext.fields())));
        return Reply.json(answer);
    }

    private Reply getArtifact(RequestContext requestContext) throws IOException {
        String root =
                versions.downloadUri(RegistryRoutes.name(requestContext.fields()), number(requestContext.fields()));
        String path = ArtifactPath.check(requestContext.fields().required("path"));
        return FileReply.of(artifacts.file(ArtifactUri.path(root) + "/" + path), requestContext.header("Range"));
    }

    private static long number(Fields fields) {
        return ModelVersion.parse(fields.required("version"));
    }

    private static Reply version(ObjectNode version) {
        ObjectNode answer = Json.object();
        answer.set("model_version", version);
        return Reply.json(answer);
    }
}
