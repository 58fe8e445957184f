import type { AccessToken } from '../oauth/tokenStore';
import { ACCOUNT, OAUTH_CLIENT, USER } from './account';
import type { HubSpotAccount } from './hubspotAccount';

const APP_ID = 660_042;

/** What introspection says about a token (contract 1). */
export function introspection(account: HubSpotAccount, token: string): Record<string, unknown> {
	const { tokens } = account.authorization;
	const access = tokens.find(token);
	const refreshScopes = tokens.refreshGrant(token)?.scopes;
	const common = { token, client_id: OAUTH_CLIENT.id, app_id: APP_ID, ...holder() };
	if (access) {
		const expiresIn = secondsLeft(account, access);
		return {
			...common,
			active: expiresIn > 0,
			expires_in: expiresIn,
			scopes: access.grant.scopes,
			token_type: 'bearer',
			token_use: 'access_token',
			is_private_distribution: false,
			signed_access_token: signedAccessToken(account, access),
		};
	}
	if (refreshScopes)
		return { ...common, active: true, scopes: refreshScopes, token_type: 'refresh_token', token_use: 'refresh_token' };
	return { active: false };
}

/** The v1 form, with the token in the path; `undefined` when unknown. */
export function legacyTokenInfo(
	account: HubSpotAccount,
	kind: string,
	token: string,
): Record<string, unknown> | undefined {
	const access = kind === 'access-tokens' ? account.authorization.tokens.find(token) : undefined;
	if (access) {
		return {
			token,
			app_id: APP_ID,
			expires_in: secondsLeft(account, access),
			scopes: access.grant.scopes,
			token_type: 'access',
			...holder(),
		};
	}
	const scopes = kind === 'refresh-tokens' ? account.authorization.tokens.refreshGrant(token)?.scopes : undefined;
	return scopes && { token, client_id: OAUTH_CLIENT.id, scopes, token_type: 'refresh', ...holder() };
}

function holder() {
	return { hub_id: ACCOUNT.portalId, hub_domain: 'sandbox.example', user: USER.email, user_id: USER.id };
}

function secondsLeft(account: HubSpotAccount, access: AccessToken): number {
	return Math.max(0, Math.floor((account.authorization.tokens.expiresAt(access) - account.clock.now()) / 1_000));
}

/** All its fields are required by the v3 OpenAPI document; their content is opaque. */
function signedAccessToken(account: HubSpotAccount, access: AccessToken) {
	return {
		appId: APP_ID,
		appInstallId: '1',
		audience: 'crm',
		expiresAt: account.authorization.tokens.expiresAt(access),
		hubId: ACCOUNT.portalId,
		hublet: ACCOUNT.dataHostingLocation,
		installingUserId: USER.id,
		isPrivateDistribution: false,
		isServiceAccount: false,
		isUserLevel: false,
		newSignature: '',
		scopeToScopeGroupPks: '',
		scopes: '',
		signature: '',
		trialScopeToScopeGroupPks: '',
		trialScopes: '',
		userId: USER.id,
	};
}
