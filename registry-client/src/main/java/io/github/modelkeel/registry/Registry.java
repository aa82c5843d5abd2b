package io.github.modelkeel.registry;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.client.internal.Connection;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.registry.promotion.ModelMetrics;
import io.github.modelkeel.registry.request.ModelNames;
import io.github.modelkeel.registry.request.RegistryApi;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model registry: registered models, their versions and aliases, and verified download. Safe for use by multiple threads.
 *
 * <p>Failures of the server are {@link io.github.modelkeel.client.ClientException}s: what is not there is a
 * {@link io.github.modelkeel.client.ResourceNotFoundException}, no usable answer a
 * {@link io.github.modelkeel.client.ServerUnavailableException}. A registry that is not closed keeps its connections, and the embedded
 * server if it uses one, until the JVM ends.
 */
public final class Registry implements AutoCloseable {
    // Above 500 lines because every operation is found here, with its contract; what they do is in the classes below.
    private final Connection connection;
    private final RegistryApi api;
    private final Registration registration;
    private final Resolver resolver;
    private final ModelDownloads downloads;
    private final Promotions promotions;
    private final RunArtifacts runArtifacts;

    Registry(ClientConfig config, SignaturePolicy signaturePolicy, long maxCacheBytes) {
        this.connection = Connection.openExisting(config);
        this.api = new RegistryApi(connection);
        this.registration = new Registration(connection, api);
        this.resolver = new Resolver(connection, api);
        this.downloads = new ModelDownloads(connection, signaturePolicy, maxCacheBytes);
        this.promotions = new Promotions(api, new ModelMetrics(connection));
        this.runArtifacts = new RunArtifacts(connection);
    }

    /**
     * Opens the registry that the environment describes ({@code MLFLOW_REGISTRY_URI}, else {@code MLFLOW_TRACKING_URI}, else the
     * embedded server).
     *
     * @return the registry
     */
    public static Registry open() {
        return builder().open();
    }

    /**
     * Opens a registry. Nothing is sent to a remote server yet.
     *
     * @param config where the servers are
     * @return the registry
     */
    public static Registry open(ClientConfig config) {
        Objects.requireNonNull(config, "config");
        return builder().config(config).open();
    }

    /**
     * Starts a registry with more settings: another server than the environment's, who must have signed models, and how large the cache
     * may become.
     *
     * @return the builder
     */
    public static RegistryBuilder builder() {
        return new RegistryBuilder();
    }

    /**
     * Registers a logged model as the next version; the registered model is created when it is missing. The version carries the
     * manifest's digest in its tag {@code modelkeel.manifest.sha256}. The version is created once even when an answer gets lost.
     *
     * @param name the registered model's name
     * @param model what was logged
     * @return the new version
     */
    public ModelVersion register(String name, LoggedModel model) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(model, "model");
        return version(registration.register(ModelNames.model(name), model));
    }

    /**
     * Registers what an address points to as the next version; the registered model is created when it is missing.
     *
     * @param name the registered model's name
     * @param sourceUri {@code models:/m-…}, {@code runs:/run-id/path}, or an artifact address that the server accepts
     * @return the new version
     */
    public ModelVersion register(String name, String sourceUri) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sourceUri, "sourceUri");
        return version(registration.register(ModelNames.model(name), sourceUri, resolver));
    }

    /**
     * Signs the files of a model that was just logged: puts {@code model.sig} beside them on the server. What is signed are the files that
     * have the digests of the manifest that was made when the model was logged.
     *
     * @param model what was logged, as {@code logModel} returned it
     * @param signer makes the signature
     * @throws ModelIntegrityException if the files on the server are not those that were logged
     */
    public void sign(LoggedModel model, ModelSigner signer) {
        Objects.requireNonNull(model, "model");
        sign(Resolver.logged(model), signer);
    }

    /**
     * Signs the files of a model: puts {@code model.sig} beside them on the server; one that is there is replaced. The files are
     * downloaded for it, and are what the server gives out now: look at where they come from before you sign.
     *
     * @param model the whole model
     * @param signer makes the signature
     * @throws IllegalArgumentException if only a part of a model is given
     * @throws ModelIntegrityException if the files are not those of the model's manifest
     */
    public void sign(ResolvedModel model, ModelSigner signer) {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(signer, "signer");
        if (!model.path().isEmpty()) {
            throw new IllegalArgumentException("only a whole model can be signed: " + model);
        }
        byte[] signature = signer.bundle(downloads.unsigned(model).without(ModelSigner.FILE_NAME));
        connection.artifacts().upload(signature, model.artifactUri(), ModelSigner.FILE_NAME);
    }

    /**
     * Creates a registered model; one that exists already is left as it is.
     *
     * @param name its name
     */
    public void createModel(String name) {
        createModel(name, Map.of(), "");
    }

    /**
     * Creates a registered model; one that exists already is left as it is, with its own tags and description.
     *
     * @param name its name
     * @param tags its tags
     * @param description its description; empty for none
     */
    public void createModel(String name, Map<String, String> tags, String description) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(tags, "tags");
        Objects.requireNonNull(description, "description");
        api.createModel(ModelNames.model(name), tags, description);
    }

    /**
     * Gives a registered model another name; its versions, aliases and tags go with it, and addresses with the old name no longer resolve
     * from then on. What is in caches stays known under the old name.
     *
     * @param name its name
     * @param newName its new name, which no other model has
     */
    public void renameModel(String name, String newName) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(newName, "newName");
        api.renameModel(ModelNames.model(name), ModelNames.model(newName));
    }

    /**
     * Describes a registered model.
     *
     * @param name its name
     * @return the model
     */
    public RegisteredModel getModel(String name) {
        Objects.requireNonNull(name, "name");
        return RegisteredModel.of(api.getModel(ModelNames.model(name)));
    }

    /**
     * Finds registered models. Each page is asked for when the stream has used up the one before, so a model that is changed meanwhile
     * may be missed or met twice. Prompts, which MLflow keeps beside models, are left out.
     *
     * @param filter MLflow's filter language, for example {@code name LIKE 'house%'}; empty for all
     * @param orderBy the order, for example {@code last_updated_timestamp DESC}; none for the server's own, by name
     * @return the models; a failure of the server is thrown by the stream's terminal operation
     */
    public Stream<RegisteredModel> searchModels(String filter, String... orderBy) {
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(orderBy, "orderBy");
        return api.searchModels(filter, List.of(orderBy)).map(RegisteredModel::of);
    }

    /**
     * Finds versions of all registered models, as {@link #searchModels(String, String...)} finds models.
     *
     * @param filter MLflow's filter language, for example {@code name = 'house' AND tags.`team` = 'ml'}; it cannot ask for aliases; empty
     *     for all
     * @param orderBy the order, for example {@code version_number DESC}; none for the server's own
     * @return the versions; a failure of the server is thrown by the stream's terminal operation
     */
    public Stream<ModelVersion> searchVersions(String filter, String... orderBy) {
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(orderBy, "orderBy");
        return api.searchVersions(filter, List.of(orderBy)).map(this::version);
    }

    /**
     * Sets the description of a registered model.
     *
     * @param name its name
     * @param text the description
     */
    public void setModelDescription(String name, String text) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(text, "text");
        api.setModelDescription(ModelNames.model(name), text);
    }

    /**
     * Sets a tag of a registered model.
     *
     * @param name the model's name
     * @param key the tag's name
     * @param value its value
     */
    public void setModelTag(String name, String key, String value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        api.setModelTag(ModelNames.model(name), key, value);
    }

    /**
     * Deletes a tag of a registered model.
     *
     * @param name the model's name
     * @param key the tag's name
     */
    public void deleteModelTag(String name, String key) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(key, "key");
        api.deleteModelTag(ModelNames.model(name), key);
    }

    /**
     * Deletes a registered model with all its versions and aliases. The logged models behind them stay.
     *
     * @param name its name
     */
    public void deleteModel(String name) {
        Objects.requireNonNull(name, "name");
        api.deleteModel(ModelNames.model(name));
    }

    /**
     * Describes a version.
     *
     * @param name the registered model's name
     * @param version the version
     * @return the version
     */
    public ModelVersion getVersion(String name, int version) {
        Objects.requireNonNull(name, "name");
        return version(api.getVersion(ModelNames.model(name), ModelNames.version(version)));
    }

    /**
     * Lists all versions of a registered model.
     *
     * @param name the registered model's name
     * @return the versions, newest first; empty when there is no such model
     */
    public List<ModelVersion> versions(String name) {
        Objects.requireNonNull(name, "name");
        return api.versions(ModelNames.model(name)).stream()
                .map(this::version)
                .sorted((a, b) -> Integer.compare(b.version(), a.version()))
                .toList();
    }

    /**
     * The version with the highest number.
     *
     * @param name the registered model's name
     * @return the version, or empty when the model has none
     */
    public Optional<ModelVersion> latest(String name) {
        Objects.requireNonNull(name, "name");
        return api.newest(ModelNames.model(name), List.of()).map(this::version);
    }

    /**
     * Sets a tag of a version.
     *
     * @param name the registered model's name
     * @param version the version
     * @param key the tag's name
     * @param value its value
     */
    public void setVersionTag(String name, int version, String key, String value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        api.setVersionTag(ModelNames.model(name), ModelNames.version(version), key, value);
    }

    /**
     * Deletes a tag of a version.
     *
     * @param name the registered model's name
     * @param version the version
     * @param key the tag's name
     */
    public void deleteVersionTag(String name, int version, String key) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(key, "key");
        api.deleteVersionTag(ModelNames.model(name), ModelNames.version(version), key);
    }

    /**
     * Sets the description of a version.
     *
     * @param name the registered model's name
     * @param version the version
     * @param text the description
     */
    public void setVersionDescription(String name, int version, String text) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(text, "text");
        api.setVersionDescription(ModelNames.model(name), ModelNames.version(version), text);
    }

    /**
     * Moves a version to a stage. Stages are MLflow's older way; aliases say the same better.
     *
     * @param name the registered model's name
     * @param version the version
     * @param stage {@code None}, {@code Staging}, {@code Production} or {@code Archived}
     * @param archiveOthers whether the versions that are in the stage move to {@code Archived}
     * @return the version afterwards
     */
    public ModelVersion transitionStage(String name, int version, String stage, boolean archiveOthers) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(stage, "stage");
        return version(api.transitionStage(ModelNames.model(name), ModelNames.version(version), stage, archiveOthers));
    }

    /**
     * Deletes a version and its aliases. The logged model behind it stays.
     *
     * @param name the registered model's name
     * @param version the version
     */
    public void deleteVersion(String name, int version) {
        Objects.requireNonNull(name, "name");
        api.deleteVersion(ModelNames.model(name), ModelNames.version(version));
    }

    /**
     * Points an alias to a version from now on, in one step with its registration:
     * {@code registry.setAlias(registry.register("house", logged), "champion")}.
     *
     * @param version the version
     * @param alias the alias
     * @return the version with the alias
     */
    public ModelVersion setAlias(ModelVersion version, String alias) {
        Objects.requireNonNull(version, "version");
        setAlias(version.name(), alias, version.version());
        return version.withAlias(alias);
    }

    /**
     * Points an alias to a version from now on.
     *
     * @param name the registered model's name
     * @param alias the alias: letters, digits, '_' and '-'; not {@code latest}, not like {@code v1}
     * @param version the version
     */
    public void setAlias(String name, String alias, int version) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(alias, "alias");
        api.setAlias(ModelNames.model(name), ModelNames.alias(alias), ModelNames.version(version));
    }

    /**
     * Deletes an alias; nothing happens when there is none.
     *
     * @param name the registered model's name
     * @param alias the alias
     */
    public void deleteAlias(String name, String alias) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(alias, "alias");
        api.deleteAlias(ModelNames.model(name), ModelNames.alias(alias));
    }

    /**
     * The version that an alias points to.
     *
     * @param name the registered model's name
     * @param alias the alias
     * @return the version
     * @throws io.github.modelkeel.client.ResourceNotFoundException if there is no such model or alias
     */
    public ModelVersion getByAlias(String name, String alias) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(alias, "alias");
        return version(api.byAlias(ModelNames.model(name), ModelNames.alias(alias)));
    }

    /**
     * The number of the version that an alias points to: one cheap request, fit for polling.
     *
     * @param name the registered model's name
     * @param alias the alias
     * @return the version
     * @throws io.github.modelkeel.client.ResourceNotFoundException if there is no such model or alias
     */
    public int resolveAlias(String name, String alias) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(alias, "alias");
        return getByAlias(name, alias).version();
    }

    /**
     * Moves an alias to a version if the conditions hold, and records what it pointed to before, for
     * {@link #rollback(String, String)}.
     *
     * <p>Written into the registry are: the versions that the alias pointed to, in the model's tag {@code modelkeel.history.<alias>}
     * (oldest first, the last 100), and the decision with every rule and its numbers as JSON in the version's tag
     * {@code modelkeel.promotion.<alias>}, also when the gates refuse. A call for what the alias points to already changes nothing but a
     * history that lacks it, so a call whose answer was lost can be repeated as it is.
     *
     * <p><b>What is not guaranteed.</b> MLflow can only set an alias, not compare and set it. The alias is read right before it is set and
     * again afterwards, so of two promotions at the same time the one that finds the other's version is refused; if that one had
     * already overwritten a finished promotion, it puts that one's version back first. Between the two requests both versions may have
     * been served, and a plain {@link #setAlias(String, String, int)} by another client in the milliseconds between the last reading
     * and the write is overwritten unseen.
     *
     * @param name the registered model's name
     * @param version the version
     * @param alias the alias, of 200 characters at most
     * @param promotion the conditions
     * @return what the gates said; without verdicts when the alias pointed to the version already
     * @throws PromotionRefusedException if the alias points to another version than expected, if a gate refuses, or if the alias
     *     is moved concurrently
     * @throws io.github.modelkeel.client.ResourceNotFoundException if there is no such model or version
     */
    public Promotion.Decision promote(String name, int version, String alias, Promotion promotion) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(alias, "alias");
        Objects.requireNonNull(promotion, "promotion");
        return promotions.promote(ModelNames.model(name), ModelNames.version(version), alias, promotion);
    }

    /**
     * Asks the gates of a promotion and changes nothing.
     *
     * @param name the registered model's name
     * @param version the version
     * @param alias the alias, of 200 characters at most
     * @param promotion the conditions
     * @return what the gates said
     * @throws PromotionRefusedException if the alias points to another version than expected
     * @throws io.github.modelkeel.client.ResourceNotFoundException if there is no such model or version
     */
    public Promotion.Decision checkPromotion(String name, int version, String alias, Promotion promotion) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(alias, "alias");
        Objects.requireNonNull(promotion, "promotion");
        return promotions.check(ModelNames.model(name), ModelNames.version(version), alias, promotion);
    }

    /**
     * Moves an alias back to the version that it pointed to before, and records that: the history loses its end, and the version that
     * is left gets the tag {@code modelkeel.promotion.<alias>} with the outcome {@code rolled back}. A second call goes back one
     * further. Versions that were deleted meanwhile are passed over.
     *
     * @param name the registered model's name
     * @param alias the alias
     * @return the version that the alias points to now
     * @throws PromotionRefusedException if no earlier version is known, or the alias is moved concurrently
     * @throws io.github.modelkeel.client.ResourceNotFoundException if there is no such model or alias
     */
    public ModelVersion rollback(String name, String alias) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(alias, "alias");
        return promotions.rollback(ModelNames.model(name), alias, 0);
    }

    /**
     * Moves an alias back, as {@link #rollback(String, String)} does, but only from a certain version: when that is done already the call
     * changes nothing, so one whose answer was lost can be repeated.
     *
     * @param name the registered model's name
     * @param alias the alias
     * @param expectedVersion the version to leave
     * @return the version that the alias points to now
     * @throws PromotionRefusedException if the alias points to another version and was not rolled back from the expected one, if no
     *     earlier version is known, or the alias is moved concurrently
     * @throws io.github.modelkeel.client.ResourceNotFoundException if there is no such model or alias
     */
    public ModelVersion rollback(String name, String alias, int expectedVersion) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(alias, "alias");
        return promotions.rollback(ModelNames.model(name), alias, ModelNames.version(expectedVersion));
    }

    /**
     * The versions that an alias pointed to, as far as promotions recorded them.
     *
     * @param name the registered model's name
     * @param alias the alias
     * @return the versions, oldest first; the last one is what the alias points to now
     */
    public List<Integer> aliasHistory(String name, String alias) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(alias, "alias");
        return promotions.history(ModelNames.model(name), alias);
    }

    /**
     * Finds out which files an address points to now.
     *
     * @param uri the address
     * @return the files' place and identity
     * @throws io.github.modelkeel.client.ResourceNotFoundException if there is no such model, version, alias or run
     * @throws io.github.modelkeel.client.ClientException with the code {@code NOT_A_MODEL} if it is a prompt
     */
    public ResolvedModel resolve(ModelUri uri) {
        Objects.requireNonNull(uri, "uri");
        return resolver.resolve(uri);
    }

    /**
     * Finds out which files an address points to now.
     *
     * @param uri the address, as {@link ModelUri#parse(String)} reads it
     * @return the files' place and identity
     * @throws IllegalArgumentException if the address has none of the forms
     */
    public ResolvedModel resolve(String uri) {
        return resolve(ModelUri.parse(uri));
    }

    /**
     * Fetches a model's files, or finds them in the cache.
     *
     * <p>Files are fetched into a private directory. Their names, sizes and SHA-256 must be those of {@code modelkeel-manifest.json}
     * when the model has one, and that file must have the digest recorded with the version; else the sizes must be those of the
     * server's listing. Only then the directory moves into the cache, in one step, under a name made from its content. A cached
     * directory is hashed again each time before it is handed out; one that was changed is thrown away and fetched again. Threads and
     * processes may ask for the same model at the same time. The files are not to be changed.
     *
     * @param model what {@link #resolve(ModelUri)} found
     * @return the directory
     * @throws ModelIntegrityException if the files are not what they should be
     * @throws java.io.UncheckedIOException if the cache cannot be read or written
     */
    public Path download(ResolvedModel model) {
        Objects.requireNonNull(model, "model");
        return downloads.download(model);
    }

    /**
     * A file of a run, as a report or a table beside its model. It comes from the server each time, and no copy is kept.
     *
     * @param runId the run's id
     * @param path its path below the run's artifacts, for example {@code drift/report.json}
     * @return its bytes, at most 64 MiB
     * @throws IllegalArgumentException if the path leads out of the run's artifacts
     * @throws io.github.modelkeel.client.ResourceNotFoundException if there is no such run or file
     */
    public byte[] readRunArtifact(String runId, String path) {
        return runArtifacts.read(Objects.requireNonNull(runId, "runId"), Objects.requireNonNull(path, "path"));
    }

    /**
     * The files of a version that was downloaded before, checked again. Asks no server.
     *
     * @param name the registered model's name
     * @param version the version
     * @return the directory, or empty when the cache has no intact copy
     */
    public Optional<Path> cached(String name, int version) {
        Objects.requireNonNull(name, "name");
        return downloads.cached(ModelNames.model(name), ModelNames.version(version));
    }

    /**
     * What an address pointed to when its files were last downloaded here, so that a process can start while the registry is down.
     * Asks no server. {@link #download(ResolvedModel)} of the answer needs none either while the cache holds an intact copy.
     *
     * @param uri the address of an alias or a version
     * @return the files' place and identity, or empty when the address was never downloaded
     */
    public Optional<ResolvedModel> lastKnown(ModelUri uri) {
        Objects.requireNonNull(uri, "uri");
        return downloads.lastKnown(uri);
    }

    /** Gives back the connections, and the embedded server if it was used. A second call does nothing. */
    @Override
    public void close() {
        downloads.close();
        connection.close();
    }

    private ModelVersion version(JsonValue json) {
        return new ModelVersion(json);
    }
}
