/**
 * The receiver of alerts: {@code Retrainings} decides which alert starts a retraining and keeps it on disk, {@code Trainer} runs it, {@code
 * AlertHandler} answers HTTP.
 */
@NullMarked
package io.github.modelkeel.cli.watch;

import org.jspecify.annotations.NullMarked;
