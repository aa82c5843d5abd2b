/**
 * Artifacts: their files in a private directory, the paths and addresses that clients give them, and the refusal of those that
 * would lead out of it. Not exported.
 */
@NullMarked
package io.github.modelkeel.localserver.artifact;

import org.jspecify.annotations.NullMarked;
