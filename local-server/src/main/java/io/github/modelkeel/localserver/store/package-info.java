/**
 * What the server stores, a class for each kind: experiments, runs and what they log, logged models, registered models and their
 * versions. Each method is one transaction, and decides as MLflow does. Not exported.
 */
@NullMarked
package io.github.modelkeel.localserver.store;

import org.jspecify.annotations.NullMarked;
