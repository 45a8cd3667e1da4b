// The client of the platform, as an app uses it: one `Client` is one device of one account.
import assert from 'node:assert/strict';
import { LokiJsConnection } from '@js-soft/docdb-access-loki';
import { ConsumptionController } from '@nmshd/consumption';
import { Runtime } from '@nmshd/runtime';
import { AccountController, DeviceSharedSecret } from '@nmshd/transport';

const silentLogger = Object.fromEntries(
  ['trace', 'debug', 'info', 'warn', 'error', 'fatal'].map((level) => [level, () => undefined]),
);

const requiredVariable = (name) => {
  assert.ok(process.env[name], `${name} must be set`);
  return process.env[name];
};

class Client extends Runtime {
  #services;
  #account;

  constructor({ deviceSharedSecret, datawalletEnabled = true } = {}) {
    const configuration = {
      transportLibrary: {
        baseUrl: requiredVariable('NMSHD_TEST_BASEURL'),
        platformClientId: requiredVariable('NMSHD_TEST_CLIENTID'),
        platformClientSecret: requiredVariable('NMSHD_TEST_CLIENTSECRET'),
        datawalletEnabled,
      },
      modules: {},
    };
    super(configuration, { getLogger: () => silentLogger });
    this.deviceSharedSecret = deviceSharedSecret;
  }

  async createDatabaseConnection() {
    return LokiJsConnection.inMemory();
  }

  async initAccount() {
    const database = await this.databaseConnection.getDatabase('account');
    const account = await new AccountController(this.transport, database, this.transport.config).init(this.deviceSharedSecret);
    this.#account = account;
    const consumption = await new ConsumptionController(this.transport, account, {
      setDefaultOwnIdentityAttributes: false,
    }).init();
    this.#services = await this.login(account, consumption);
    this.address = account.identity.address.toString();
    this.deviceId = account.activeDevice.id.toString();
  }

  get account() {
    return this.#services.transportServices.account;
  }

  get devices() {
    return this.#services.transportServices.devices;
  }

  get announcements() {
    return this.#services.transportServices.announcements;
  }

  get tokens() {
    return this.#services.transportServices.tokens;
  }

  get deletionProcesses() {
    return this.#services.transportServices.identityDeletionProcesses;
  }

  get templates() {
    return this.#services.transportServices.relationshipTemplates;
  }

  get relationships() {
    return this.#services.transportServices.relationships;
  }

  get messages() {
    return this.#services.transportServices.messages;
  }

  get files() {
    return this.#services.transportServices.files;
  }

  /** What the client can do with files, but offers to nobody directly. */
  get fileOwnership() {
    return this.#account.files;
  }

  get settings() {
    return this.#services.consumptionServices.settings;
  }

  get anonymously() {
    return this.anonymousServices;
  }

  getServices() {
    return this.#services;
  }

  async getHealth() {
    return { isHealthy: true, services: {} };
  }

  async loadModule() {}

  /** Ends what keeps the program running, also if the start failed half-way. */
  async close() {
    if (this.isStarted) {
      await this.stop();
    }
    await this.databaseConnection?.close();
  }
}

const start = async (test, options) => {
  const client = new Client(options);
  test.after(() => client.close());
  await client.init();
  await client.start();
  return client;
};

/** A new account with its first device; closed when the test ends. */
export const createAccount = (test) => start(test);

/** An account as a connector has it: one device, without a datawallet. */
export const createConnector = (test) => start(test, { datawalletEnabled: false });

/** A further device for the account of `client`, which comes online through an onboarding token as in the apps. */
export async function addDevice(test, client) {
  const { reference } = valueOf(await client.anonymously.tokens.createEmptyToken());
  valueOf(await client.devices.fillDeviceOnboardingTokenWithNewDevice({ reference: reference.truncated, isAdmin: true }));
  const token = valueOf(await client.anonymously.tokens.loadPeerToken({ reference: reference.truncated }));
  return start(test, { deviceSharedSecret: DeviceSharedSecret.from(token.content.sharedSecret) });
}

/** The value of a result; fails the test with the error of the client otherwise. */
export function valueOf(result) {
  assert.ok(result.isSuccess, result.isSuccess ? undefined : `${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** The code of the error of a result; fails the test if there is none. */
export function errorOf(result) {
  assert.ok(result.isError, 'an error was expected');
  return result.error.code;
}
