/**
 * An embedded MLflow-compatible tracking server and model registry over SQLite: the server that an application or a test starts, and the
 * command. What is behind them has packages of its own: {@code http} takes requests, {@code endpoint} answers them from {@code store} and
 * {@code artifact}, with what {@code search}, {@code database} and {@code message} offer.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.modelkeel.localserver;

import org.jspecify.annotations.NullMarked;
