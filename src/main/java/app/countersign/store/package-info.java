/**
 * Where documents' files are kept, in a folder or an S3 bucket, and the door by which a person
 * reads one. It knows nothing of contracts: who may see which file is asked of a {@link
 * app.countersign.store.DocumentLocator}.
 */
@NullMarked
package app.countersign.store;

import org.jspecify.annotations.NullMarked;
