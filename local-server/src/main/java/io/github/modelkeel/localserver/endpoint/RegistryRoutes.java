package io.github.modelkeel.localserver.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.database.ModelVersion;
import io.github.modelkeel.localserver.http.RequestContext;
import io.github.modelkeel.localserver.http.Router;
import io.github.modelkeel.localserver.message.Fields;
import io.github.modelkeel.localserver.message.Json;
import io.github.modelkeel.localserver.message.Names;
import io.github.modelkeel.localserver.message.PageToken;
import io.github.modelkeel.localserver.message.Reply;
import io.github.modelkeel.localserver.message.Tags;
import io.github.modelkeel.localserver.search.RegistrySearch;
import io.github.modelkeel.localserver.store.ModelVersionStore;
import io.github.modelkeel.localserver.store.RegisteredModelStore;
import java.util.List;
import java.util.Map;

/** {@code registered-models/*}. */
final class RegistryRoutes {
    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PAGE = 1_000;

    private final RegisteredModelStore models;
    private final ModelVersionStore versions;
    private final RegistryEvents events;

    RegistryRoutes(RegisteredModelStore models, ModelVersionStore versions, RegistryEvents events) {
        this.models = models;
        this.versions = versions;
        this.events = events;
    }

    void addTo(Router router) {
        router.post("registered-models/create", this::create);
        router.get("registered-models/get", this::get);
        router.patch("registered-models/update", this::update);
        router.post("registered-models/rename", this::rename);
        router.delete("registered-models/delete", this::delete);
        router.get("registered-models/search", this::search);
        router.post("registered-models/get-latest-versions", this::latestVersions);
        router.get("registered-models/get-latest-versions", this::latestVersions);
        router.post("registered-models/set-tag", this::setTag);
        router.delete("registered-models/delete-tag", this::deleteTag);
        router.post("registered-models/alias", this::setAlias);
        router.delete("registered-models/alias", this::deleteAlias);
        router.get("registered-models/alias", this::getByAlias);
    }

    /** The name of the registered model a request is about, checked. */
    static String name(Fields fields) {
        String name = fields.required("name");
        Names.checkModelName(name, "name");
        return name;
    }

    private Reply create(RequestContext requestContext) {
        String name = name(requestContext.fields());
        Map<String, String> tags = Tags.of(requestContext.fields().messages("tags"));
        tags.forEach((key, value) -> Names.checkTag(key, value, Names.MAX_REGISTRY_TAG));
        String description = requestContext.fields().string("description");
        ObjectNode created = models.create(name, description, tags);
        events.modelCreated(name, description, tags);
        return model(created);
    }

    private Reply get(RequestContext requestContext) {
        return model(models.get(name(requestContext.fields())));
    }

    private Reply update(RequestContext requestContext) {
        return model(models.describe(
                name(requestContext.fields()), requestContext.fields().string("description")));
    }

    private Reply rename(RequestContext requestContext) {
        String newName = requestContext.fields().required("new_name");
        Names.checkModelName(newName, "new_name");
        return model(models.rename(name(requestContext.fields()), newName));
    }

    private Reply delete(RequestContext requestContext) {
        models.delete(name(requestContext.fields()));
        return Reply.empty();
    }

    private Reply search(RequestContext requestContext) {
        Fields fields = requestContext.fields();
        RegistrySearch search =
                new RegistrySearch(RegistrySearch.Kind.MODELS, fields.string("filter"), fields.strings("order_by"));
        int size = PageToken.size(fields, DEFAULT_PAGE, MAX_PAGE);
        PageToken.Page<ObjectNode> page = models.search(search, PageToken.offset(fields.string("page_token")), size);
        ObjectNode answer = Json.object();
        Json.putList(answer, "registered_models", page.items());
        page.putToken(answer);
        return Reply.json(answer);
    }

    private Reply latestVersions(RequestContext requestContext) {
        List<String> stages = requestContext.fields().strings("stages").stream()
                .map(ModelVersion::stage)
                .toList();
        ObjectNode answer = Json.object();
        Json.putList(answer, "model_versions", models.latestVersions(name(requestContext.fields()), stages));
        return Reply.json(answer);
    }

    private Reply setTag(RequestContext requestContext) {
        String key = requestContext.fields().required("key");
        String value = requestContext.fields().string("value");
        Names.checkTag(key, value, Names.MAX_REGISTRY_TAG);
        String name = name(requestContext.fields());
        models.setTag(name, key, value);
        events.modelTagSet(name, key, value);
        return Reply.empty();
    }

    private Reply deleteTag(RequestContext requestContext) {
        String key = requestContext.fields().required("key");
        Names.checkKey(key, "key");
        String name = name(requestContext.fields());
        models.deleteTag(name, key);
        events.modelTagDeleted(name, key);
        return Reply.empty();
    }

    private Reply setAlias(RequestContext requestContext) {
        String alias = alias(requestContext.fields());
        Names.checkAliasIsFree(alias);
        String name = name(requestContext.fields());
        long version = ModelVersion.parse(requestContext.fields().required("version"));
        models.setAlias(name, alias, version);
        events.aliasSet(name, alias, version);
        return Reply.empty();
    }

    private Reply deleteAlias(RequestContext requestContext) {
        String name = name(requestContext.fields());
        String alias = alias(requestContext.fields());
        models.deleteAlias(name, alias);
        events.aliasDeleted(name, alias);
        return Reply.empty();
    }

    private Reply getByAlias(RequestContext requestContext) {
        ObjectNode answer = Json.object();
        answer.set("model_version", versions.getByAlias(name(requestContext.fields()), alias(requestContext.fields())));
        return Reply.json(answer);
    }

    private static String alias(Fields fields) {
        String alias = fields.required("alias");
        Names.checkAlias(alias);
        return alias;
    }

    private static Reply model(ObjectNode model) {
        ObjectNode answer = Json.object();
        answer.set("registered_model", model);
        return Reply.json(answer);
    }
}
