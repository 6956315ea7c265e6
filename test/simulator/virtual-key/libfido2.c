/* Holds libfido2 against a key on UDP: libfido2 PORT. Reports travel through io functions of ours. */

#include <arpa/inet.h>
#include <fido.h>
#include <fido/bio.h>
#include <fido/config.h>
#include <fido/credman.h>
#include <fido/es256.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PIN "1234"
#define MUST(call) must((call), #call, 0)
#define REFUSED(status, call) must((call), #call, (status))

static int port;
static unsigned char hash[32] = {1, 2, 3};

static void must(int got, const char *call, int wanted) {
	if (got == wanted) return;
	fprintf(stderr, "%s: %s\n", call, fido_strerr(got));
	exit(1);
}

static void *udp_open(const char *path) {
	struct sockaddr_in key = {.sin_family = AF_INET, .sin_port = htons(port)};
	int *file = malloc(sizeof *file);
	(void)path;
	inet_pton(AF_INET, "127.0.0.1", &key.sin_addr);
	*file = socket(AF_INET, SOCK_DGRAM, 0);
	return connect(*file, (struct sockaddr *)&key, sizeof key) == 0 ? file : NULL;
}

static void udp_close(void *handle) {
	close(*(int *)handle);
	free(handle);
}

static int udp_read(void *handle, unsigned char *report, size_t length, int timeout_ms) {
	struct pollfd ready = {.fd = *(int *)handle, .events = POLLIN};
	if (poll(&ready, 1, timeout_ms < 0 ? 5000 : timeout_ms) != 1) return -1;
	return (int)recv(ready.fd, report, length, 0);
}

/* libfido2 writes the report id first. */
static int udp_write(void *handle, const unsigned char *report, size_t length) {
	return send(*(int *)handle, report + 1, length - 1, 0) < 0 ? -1 : (int)length;
}

static fido_dev_t *open_key(void) {
	static const fido_dev_io_t io = {udp_open, udp_close, udp_read, udp_write};
	fido_dev_t *key = fido_dev_new();
	MUST(fido_dev_set_io_functions(key, &io));
	MUST(fido_dev_open(key, "udp"));
	return key;
}

static fido_cred_t *make(fido_dev_t *key, int type) {
	fido_cred_t *cred = fido_cred_new();
	unsigned char id = (unsigned char)-type;
	MUST(fido_cred_set_type(cred, type));
	MUST(fido_cred_set_clientdata_hash(cred, hash, sizeof hash));
	MUST(fido_cred_set_rp(cred, "example.com", "Example"));
	MUST(fido_cred_set_user(cred, &id, 1, "ada", "Ada L.", NULL));
	MUST(fido_cred_set_rk(cred, FIDO_OPT_TRUE));
	MUST(fido_cred_set_extensions(cred, FIDO_EXT_HMAC_SECRET | FIDO_EXT_CRED_PROTECT));
	MUST(fido_cred_set_prot(cred, FIDO_CRED_PROT_UV_OPTIONAL_WITH_ID));
	REFUSED(FIDO_ERR_PIN_REQUIRED, fido_dev_make_cred(key, cred, NULL));
	MUST(fido_dev_make_cred(key, cred, PIN));
	MUST(fido_cred_verify(cred));
	return cred;
}

static void use(fido_dev_t *key, fido_cred_t *cred) {
	fido_assert_t *assert = fido_assert_new();
	es256_pk_t *public_key = es256_pk_new();
	unsigned char salt[32] = {7};
	MUST(es256_pk_from_ptr(public_key, fido_cred_pubkey_ptr(cred), fido_cred_pubkey_len(cred)));
	MUST(fido_assert_set_clientdata_hash(assert, hash, sizeof hash));
	MUST(fido_assert_set_rp(assert, "example.com"));
	MUST(fido_assert_set_extensions(assert, FIDO_EXT_HMAC_SECRET));
	MUST(fido_assert_set_hmac_salt(assert, salt, sizeof salt));
	MUST(fido_assert_allow_cred(assert, fido_cred_id_ptr(cred), fido_cred_id_len(cred)));
	MUST(fido_dev_get_assert(key, assert, PIN));
	MUST(fido_assert_verify(assert, 0, COSE_ES256, public_key));
	must(fido_assert_hmac_secret_len(assert, 0) == 32, "the length of the hmac secret", 1);
	es256_pk_free(&public_key);
	fido_assert_free(&assert);
}

static void manage(fido_dev_t *key, fido_cred_t *cred) {
	fido_credman_metadata_t *metadata = fido_credman_metadata_new();
	fido_credman_rk_t *rk = fido_credman_rk_new();
	MUST(fido_credman_get_dev_metadata(key, metadata, PIN));
	must((int)fido_credman_rk_existing(metadata), "the number of credentials", 2);
	MUST(fido_credman_get_dev_rk(key, "example.com", rk, PIN));
	must((int)fido_credman_rk_count(rk), "the number of credentials of example.com", 2);
	MUST(fido_credman_del_dev_rk(key, fido_cred_id_ptr(cred), fido_cred_id_len(cred), PIN));
	fido_credman_rk_free(&rk);
	fido_credman_metadata_free(&metadata);
}

static void enroll(fido_dev_t *key) {
	fido_bio_template_t *finger = fido_bio_template_new();
	fido_bio_enroll_t *enrollment = fido_bio_enroll_new();
	fido_bio_template_array_t *fingers = fido_bio_template_array_new();
	MUST(fido_bio_dev_enroll_begin(key, finger, enrollment, 1000, PIN));
	while (fido_bio_enroll_remaining_samples(enrollment) > 0) {
		must(fido_bio_enroll_last_status(enrollment), "the status of a sample", FIDO_BIO_ENROLL_FP_GOOD);
		MUST(fido_bio_dev_enroll_continue(key, finger, enrollment, 1000));
	}
	MUST(fido_bio_template_set_name(finger, "index"));
	MUST(fido_bio_dev_set_template_name(key, finger, PIN));
	MUST(fido_bio_dev_get_template_array(key, fingers, PIN));
	must((int)fido_bio_template_array_count(fingers), "the number of fingers", 1);
	MUST(fido_bio_dev_enroll_remove(key, finger, PIN));
	fido_bio_template_array_free(&fingers);
	fido_bio_enroll_free(&enrollment);
	fido_bio_template_free(&finger);
}

int main(int count, char **arguments) {
	int retries = 0;
	port = count == 2 ? atoi(arguments[1]) : 0;
	fido_init(0);
	fido_dev_t *key = open_key();
	MUST(fido_dev_reset(key));
	MUST(fido_dev_set_pin(key, PIN, NULL));
	MUST(fido_dev_close(key));
	fido_dev_free(&key);
	key = open_key();
	REFUSED(FIDO_ERR_PIN_INVALID, fido_dev_set_pin(key, "5678", "9999"));
	MUST(fido_dev_get_retry_count(key, &retries));
	must(retries, "the number of retries", 7);
	fido_cred_t *cred = make(key, COSE_ES256), *other = make(key, COSE_EDDSA);
	use(key, cred);
	manage(key, cred);
	if (fido_dev_supports_uv(key)) enroll(key);
	MUST(fido_dev_toggle_always_uv(key, PIN));
	MUST(fido_dev_set_pin_minlen(key, 6, PIN));
	fido_cred_free(&cred);
	fido_cred_free(&other);
	MUST(fido_dev_close(key));
	fido_dev_free(&key);
	puts("libfido2: all well");
	return 0;
}
